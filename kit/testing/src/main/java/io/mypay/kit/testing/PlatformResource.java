package io.mypay.kit.testing;

import io.mypay.stack.LocalKafka;
import io.mypay.stack.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real PostgreSQL, real Kafka and a key endpoint under a service's tests; its configuration has the
 * keys of the environment contract. Use: {@code @QuarkusTestResource(PlatformResource.class)},
 * where a service needs no Kafka with {@code initArgs = @ResourceArg(name = "kafka", value =
 * "false")}.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "service";
    private static final String PASSWORD = "service-password";

    private final JwksServer jwks = JwksServer.start();
    private LocalPostgres postgres;
    private LocalKafka kafka;
    private boolean withKafka = true;

    @Override
    public void init(Map<String, String> initArgs) {
        withKafka = !"false".equals(initArgs.get("kafka"));
    }

    @Override
    public Map<String, String> start() {
        postgres = LocalPostgres.temporary().start();
        postgres.createDatabase(DATABASE, DATABASE, PASSWORD);
        var config = new HashMap<String, String>();
        config.put("MYPAY_PORT", "0");
        config.put("MYPAY_DB_URL", postgres.url(DATABASE));
        config.put("MYPAY_DB_USER", DATABASE);
        config.put("MYPAY_DB_PASSWORD", PASSWORD);
        config.put("MYPAY_JWKS_URL", jwks.url());
        config.put("MYPAY_KAFKA", kafka());
        return config;
    }

    // Without Kafka the address is one where nobody listens: what is published then waits.
    private String kafka() {
        if (!withKafka) {
            return "localhost:1";
        }
        kafka = LocalKafka.temporary().start();
        return kafka.bootstrapServers();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(postgres, new TestInjector.MatchesType(LocalPostgres.class));
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(LocalKafka.class));
    }

    @Override
    public void stop() {
        jwks.stop();
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
