package io.mypay.banking.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final AccountNumber NUMBER = new AccountNumber("110123456789");
    private static final UUID ROW = new UUID(1, 1);

    private final Vault vault = new Vault(SECRET);

    @Test
    void a_number_opens_with_the_id_of_its_row() {
        assertThat(vault.open(vault.seal(NUMBER, ROW), ROW)).isEqualTo(NUMBER);
    }

    @Test
    void a_number_copied_to_another_row_does_not_open() {
        var sealed = vault.seal(NUMBER, ROW);
        assertThatThrownBy(() -> vault.open(sealed, new UUID(1, 2)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void equal_numbers_are_sealed_differently_but_told_apart_alike() {
        assertThat(vault.seal(NUMBER, ROW)).isNotEqualTo(vault.seal(NUMBER, ROW));
        assertThat(vault.hmac(at("088"))).isEqualTo(vault.hmac(at("088")));
        assertThat(vault.hmac(at("088"))).isNotEqualTo(vault.hmac(at("020")));
    }

    @Test
    void a_number_prints_masked() {
        assertThat(NUMBER).hasToString("********6789");
        assertThat(at("088").toString()).contains("********6789").doesNotContain(NUMBER.value());
    }

    private static BankAccount at(String bank) {
        return new BankAccount(new BankCode(bank), NUMBER);
    }
}
