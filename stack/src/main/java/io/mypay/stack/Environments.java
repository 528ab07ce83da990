package io.mypay.stack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What each application is told through its environment: the whole contract between the stack and
 * the services.
 */
final class Environments {
    private static final String CORPORATE_BANK_CODE = "004";
    private static final String CORPORATE_ACCOUNT_NUMBER = "00410000000001";

    private final Ports ports;
    private final Secrets secrets;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;

    Environments(Ports ports, Secrets secrets, LocalPostgres postgres, LocalKafka kafka) {
        this.ports = ports;
        this.secrets = secrets;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    Map<String, String> of(Instance instance) {
        Service service = instance.service();
        Map<String, String> environment = new HashMap<>(common(instance));
        if (service.equals(Service.BANK)) {
            environment.putAll(corporateAccount());
            return environment;
        }
        environment.putAll(neighbours());
        environment.put("MYPAY_DB_READER_URL", postgres.url(service.database()));
        environment.put("MYPAY_KAFKA", kafka.bootstrapServers());
        environment.put("MYPAY_SERVICE_SECRET", secrets.client(service));
        switch (service.name()) {
            case "membership" -> environment.putAll(membership());
            case "banking", "remittance" -> environment.putAll(accountsAtBanks(service));
            case "money" -> environment.putAll(corporateAccount());
            default -> {}
        }
        return environment;
    }

    private Map<String, String> common(Instance instance) {
        Service service = instance.service();
        Map<String, String> environment = new HashMap<>();
        // Services with known staff logins are not for the neighbours on the network.
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        // These logs are read by people; collectors get JSON elsewhere.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("MYPAY_PORT", Integer.toString(ports.of(instance.name())));
        environment.put("MYPAY_DB_URL", postgres.url(service.database()));
        environment.put("MYPAY_DB_USER", service.database());
        environment.put("MYPAY_DB_PASSWORD", secrets.database(service));
        String traces = System.getenv("MYPAY_OTLP_ENDPOINT");
        if (traces != null) {
            environment.put("MYPAY_OTLP_ENDPOINT", traces);
        }
        return environment;
    }

    private Map<String, String> neighbours() {
        Map<String, String> environment = new HashMap<>();
        for (Service neighbour : Service.MYPAY) {
            String prefix = "MYPAY_" + neighbour.name().toUpperCase(Locale.ROOT);
            environment.put(prefix + "_HOST", "localhost");
            environment.put(prefix + "_PORT", Integer.toString(ports.of(neighbour.name())));
        }
        environment.put(
                "MYPAY_JWKS_URL",
                "http://localhost:" + ports.of("membership") + "/.well-known/jwks.json");
        return environment;
    }

    private Map<String, String> membership() {
        String clients =
                Service.MYPAY.stream()
                        .map(service -> service.name() + "=" + secrets.client(service))
                        .collect(Collectors.joining(","));
        return Map.of(
                "MYPAY_CLIENT_SECRETS", clients,
                "MYPAY_STAFF_LOGIN", secrets.staffLogin(),
                "MYPAY_STAFF_PASSWORD", secrets.staffPassword(),
                "MYPAY_KEY_SECRET", secrets.key("signing"));
    }

    /** Each service that keeps account numbers has a key of its own to seal them with. */
    private Map<String, String> accountsAtBanks(Service service) {
        Map<String, String> environment = new HashMap<>(corporateAccount());
        environment.put("MYPAY_ACCOUNT_KEY", secrets.key("account." + service.name()));
        return environment;
    }

    private static Map<String, String> corporateAccount() {
        return Map.of(
                "MYPAY_CORPORATE_BANK_CODE", CORPORATE_BANK_CODE,
                "MYPAY_CORPORATE_ACCOUNT_NUMBER", CORPORATE_ACCOUNT_NUMBER);
    }
}
