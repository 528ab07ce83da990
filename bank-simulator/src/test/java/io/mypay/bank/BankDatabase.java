package io.mypay.bank;

import io.mypay.stack.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real PostgreSQL for the whole run, told to the bank by the environment's own keys. */
public final class BankDatabase implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "bank_simulator";

    private LocalPostgres postgres;

    @Override
    public Map<String, String> start() {
        postgres = LocalPostgres.temporary().start();
        postgres.createDatabase(DATABASE, DATABASE, "test");
        return Map.of(
                "MYPAY_DB_URL",
                postgres.url(DATABASE),
                "MYPAY_DB_USER",
                DATABASE,
                "MYPAY_DB_PASSWORD",
                "test");
    }

    @Override
    public void stop() {
        postgres.close();
    }
}
