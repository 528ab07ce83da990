package io.mypay.membership;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** What the environment tells membership and nobody else. */
public final class Secrets implements QuarkusTestResourceLifecycleManager {
    public static final String STAFF_LOGIN = "Staff@mypay.example";
    public static final String STAFF_PASSWORD = "the staff's own password";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "MYPAY_KEY_SECRET", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "MYPAY_CLIENT_SECRETS", "money=money-secret,banking=bank=ing-secret==",
                "MYPAY_STAFF_LOGIN", STAFF_LOGIN,
                "MYPAY_STAFF_PASSWORD", STAFF_PASSWORD,
                // The cheapest bcrypt there is; what its cost is worth is not tested here.
                "MYPAY_PASSWORD_COST", "4");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
