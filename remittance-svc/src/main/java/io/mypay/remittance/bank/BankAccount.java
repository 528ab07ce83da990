package io.mypay.remittance.bank;

import java.util.Objects;

/** An account outside of MyPay. */
public record BankAccount(BankCode bank, AccountNumber number) {
    public BankAccount {
        Objects.requireNonNull(bank);
        Objects.requireNonNull(number);
    }
}
