package io.mypay.banking;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** What the environment tells banking and nobody else, with the patience of a test. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    static final String CORPORATE_BANK_CODE = "004";
    static final String CORPORATE_ACCOUNT_NUMBER = "00410000000001";

    private final FakeMembership membership = new FakeMembership();

    @Override
    public Map<String, String> start() {
        var config = new HashMap<String, String>();
        config.put("MYPAY_MEMBERSHIP_PORT", membership.start());
        config.put("MYPAY_SERVICE_SECRET", "banking-secret");
        config.put("MYPAY_ACCOUNT_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        config.put("MYPAY_CORPORATE_BANK_CODE", CORPORATE_BANK_CODE);
        config.put("MYPAY_CORPORATE_ACCOUNT_NUMBER", CORPORATE_ACCOUNT_NUMBER);
        config.put("mypay.bank.connect-timeout", "500ms");
        config.put("mypay.bank.answer-timeout", "700ms");
        config.put("mypay.bank.silences-until-open", "3");
        config.put("mypay.bank.open-pause", "1s");
        config.put("mypay.firmbanking.send-again-after", "1s");
        config.put("mypay.firmbanking.inquiry-pause-min", "200ms");
        config.put("mypay.firmbanking.inquiry-pause-max", "1s");
        return config;
    }

    @Override
    public void stop() {
        membership.stop();
    }
}
