package io.mypay.banking.bank;

import java.util.Objects;

/** An account at a real bank. */
public record BankAccount(BankCode bank, AccountNumber number) {
    public BankAccount {
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(number, "number");
    }
}
