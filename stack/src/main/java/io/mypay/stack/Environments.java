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
    private final Ways ways;
    private final Secrets secrets;

    Environments(Ports ports, Ways ways, Secrets secrets) {
        this.ports = ports;
        this.ways = ways;
        this.secrets = secrets;
    }

    Map<String, String> of(Instance instance) {
        Service service = instance.service();
        Map<String, String> environment = new HashMap<>(common(instance));
        if (service.equals(Service.BANK)) {
            environment.putAll(corporateAccount());
            return environment;
        }
        environment.putAll(neighbours(instance));
        environment.put("MYPAY_DB_READER_URL", database(instance));
        environment.put("MYPAY_KAFKA", "localhost:" + ways.port(instance.name(), "kafka"));
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
        environment.put("MYPAY_DB_URL", database(instance));
        environment.put("MYPAY_DB_USER", service.database());
        environment.put("MYPAY_DB_PASSWORD", secrets.database(service));
        String traces = System.getenv("MYPAY_OTLP_ENDPOINT");
        if (traces != null) {
            environment.put("MYPAY_OTLP_ENDPOINT", traces);
        }
        return environment;
    }

    private String database(Instance instance) {
        return LocalPostgres.url(
                instance.service().database(), ways.port(instance.name(), "postgres"));
    }

    private Map<String, String> neighbours(Instance instance) {
        Map<String, String> environment = new HashMap<>();
        for (Service neighbour : Service.MYPAY) {
            String prefix = "MYPAY_" + neighbour.name().toUpperCase(Locale.ROOT);
            environment.put(prefix + "_HOST", "localhost");
            environment.put(prefix + "_PORT", port(instance, neighbour.name()));
        }
        environment.put(
                "MYPAY_JWKS_URL",
                "http://localhost:" + port(instance, "membership") + "/.well-known/jwks.json");
        return environment;
    }

    private String port(Instance from, String to) {
        return Integer.toString(ways.port(from.name(), to));
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
