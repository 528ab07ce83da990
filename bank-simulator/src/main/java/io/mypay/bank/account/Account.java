package io.mypay.bank.account;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.Won;

/** An account at a bank. Its balance may go down to minus its overdraft limit, never below. */
public record Account(
        AccountId id, String holderName, AccountStatus status, Won balance, Won overdraftLimit) {
    public Account {
        if (overdraftLimit.isNegative()) {
            throw new IllegalArgumentException("must not be negative");
        }
        if (balance.plus(overdraftLimit).isNegative()) {
            throw new IllegalArgumentException("must not be below minus the overdraft limit");
        }
    }

    public boolean isClosed() {
        return status == AccountStatus.CLOSED;
    }

    public boolean affords(Won amount) {
        return balance.plus(overdraftLimit).compareTo(amount) >= 0;
    }

    public Account debit(Won amount) {
        return withBalance(balance.minus(amount));
    }

    public Account credit(Won amount) {
        return withBalance(balance.plus(amount));
    }

    private Account withBalance(Won changed) {
        return new Account(id, holderName, status, changed, overdraftLimit);
    }
}
