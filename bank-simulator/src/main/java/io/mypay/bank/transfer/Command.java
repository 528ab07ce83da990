package io.mypay.bank.transfer;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.Won;
import java.util.Set;

/** What the bank is told to do: move an amount from one account to another. */
public record Command(
        BankCode bank, IdempotencyKey key, AccountId from, AccountId to, Won amount, String memo) {
    public Command {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an amount to move is positive");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("money moves between two different accounts");
        }
    }

    public Set<AccountId> accounts() {
        return Set.of(from, to);
    }
}
