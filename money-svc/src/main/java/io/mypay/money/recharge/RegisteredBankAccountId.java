package io.mypay.money.recharge;

import io.mypay.kit.id.Uuid7;
import java.util.UUID;

/** A bank account that banking-svc knows by this id. */
public record RegisteredBankAccountId(UUID value) {
    public static RegisteredBankAccountId parse(String text) {
        return new RegisteredBankAccountId(Uuid7.parse("registered_bank_account_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
