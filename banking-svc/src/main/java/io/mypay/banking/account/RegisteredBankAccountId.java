package io.mypay.banking.account;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** Which registered account. */
public record RegisteredBankAccountId(UUID value) {
    public RegisteredBankAccountId {
        Objects.requireNonNull(value, "value");
    }

    public static RegisteredBankAccountId parse(String text) {
        return new RegisteredBankAccountId(Uuid7.parse("registered_bank_account_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
