package io.mypay.banking.vault;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the vault with the key that only the environment knows. */
final class VaultKey {
    private VaultKey() {}

    @Produces
    @Singleton
    static Vault vault(@ConfigProperty(name = "mypay.vault.account-key") String key) {
        return new Vault(key);
    }
}
