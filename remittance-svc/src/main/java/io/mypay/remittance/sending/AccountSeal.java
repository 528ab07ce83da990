package io.mypay.remittance.sending;

import io.mypay.kit.crypto.Sealer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The key of recipients' account numbers at rest. */
final class AccountSeal {
    private AccountSeal() {}

    @Produces
    @Singleton
    static Sealer sealer(SendingSettings settings) {
        return Sealer.of(settings.accountKey(), "account numbers of recipients");
    }
}
