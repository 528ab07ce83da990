package io.mypay.payment.commission;

import io.mypay.kit.money.Money;

/** A share in basis points, 1 = 0.01 %. */
public record Rate(int basisPoints) {
    private static final int WHOLE = 10_000;

    public Rate {
        if (basisPoints < 0 || basisPoints > WHOLE) {
            throw new IllegalArgumentException("no share of a whole: " + basisPoints + " bp");
        }
    }

    /** Rounded down: MyPay never takes more than the rate says. */
    public Money of(Money gross) {
        return gross.basisPoints(basisPoints);
    }
}
