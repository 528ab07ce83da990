package io.mypay.simulation.bank;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;

/** Accounts at the bank. */
public final class Cash {
    public static final BankAccount CORPORATE = account("004", 1_000_000);

    private static final int FIRST = 2_000_000;

    private Cash() {}

    /** Somebody's, by a number of his. */
    public static BankAccount of(int number) {
        return account("088", FIRST + number);
    }

    public static BankAccount at(String bank, AccountNumber number) {
        return new BankAccount(new BankCode(bank), number);
    }

    private static BankAccount account(String bank, int number) {
        return at(bank, new AccountNumber(Integer.toString(number)));
    }
}
