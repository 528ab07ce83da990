package io.mypay.remittance.sending;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** See application.properties. */
@ConfigMapping(prefix = "mypay.remittance")
public interface SendingSettings {
    /** Won, for a remittance to a bank account. */
    long fee();

    Duration answerWithin();

    Duration finalWithin();

    String accountKey();

    String corporateBankCode();
}
