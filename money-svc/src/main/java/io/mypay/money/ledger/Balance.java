package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.util.Currency;

/**
 * What an account had at one time.
 *
 * @param posted all of it
 * @param held the part that holds reserved
 */
public record Balance(Money posted, Money held) {
    /** Before its first transfer. */
    static Balance nothing(Currency currency) {
        return new Balance(Money.zero(currency), Money.zero(currency));
    }

    public static Balance of(Account account) {
        return new Balance(account.posted(), account.held());
    }

    public Money available() {
        return posted.minus(held);
    }
}
