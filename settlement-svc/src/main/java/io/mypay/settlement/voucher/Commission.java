package io.mypay.settlement.voucher;

import io.mypay.kit.money.Money;

/** MyPay's share of a payment, as of its capture: the rate, and what it came to. */
public record Commission(int basisPoints, Money amount) {
    private static final int ALL = 10_000;

    public Commission {
        if (basisPoints < 0 || basisPoints > ALL) {
            throw new IllegalArgumentException("a rate of " + basisPoints + " basis points");
        }
        if (amount.isNegative()) {
            throw new IllegalArgumentException("a commission of " + amount);
        }
    }
}
