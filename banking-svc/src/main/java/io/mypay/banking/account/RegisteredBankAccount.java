package io.mypay.banking.account;

import io.mypay.banking.bank.BankAccount;
import io.mypay.kit.id.MembershipId;
import java.time.Instant;

/**
 * A bank account linked to a membership.
 *
 * @param holder as the bank knows it
 * @param isDefault whether money moves from and to it when none is named
 */
record RegisteredBankAccount(
        RegisteredBankAccountId id,
        MembershipId membership,
        BankAccount account,
        HolderName holder,
        State state,
        boolean isDefault,
        Instant createdAt) {

    enum State {
        REGISTERED,
        /** No longer linked; kept as history. */
        DEREGISTERED
    }

    RegisteredBankAccount {
        if (isDefault && state != State.REGISTERED) {
            throw new IllegalArgumentException("only a registered account can be the default");
        }
    }
}
