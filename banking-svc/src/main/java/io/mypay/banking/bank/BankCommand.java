package io.mypay.banking.bank;

import io.mypay.kit.money.Money;
import java.util.Objects;
import java.util.UUID;

/**
 * What a bank is told to do.
 *
 * @param key by which the bank knows the command again, should it come twice or be asked about
 */
public record BankCommand(UUID key, BankAccount from, BankAccount to, Money amount, String memo) {
    public BankCommand {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(memo, "memo");
        if (from.equals(to)) {
            throw new IllegalArgumentException("from and to are the same account");
        }
        if (!amount.isPositive() || !amount.currency().equals(Money.KRW)) {
            throw new IllegalArgumentException("banks move positive amounts of KRW");
        }
    }
}
