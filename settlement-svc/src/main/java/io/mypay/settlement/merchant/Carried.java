package io.mypay.settlement.merchant;

import io.mypay.kit.money.Money;

/**
 * What earlier settlements of the merchant left: a net of zero or less, and their commission, which
 * the ledger has not posted because nothing was paid out.
 */
public record Carried(Money net, Money commission) {
    public Carried {
        if (net.isPositive()) {
            throw new IllegalArgumentException(
                    "what is positive is paid, not carried over: " + net);
        }
    }
}
