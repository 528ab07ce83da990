package io.mypay.remittance;

import io.mypay.kit.money.Money;

/** What a remittance costs its sender: the amount that arrives, and the fee on top. */
public record Charge(Money amount, Money fee) {
    public Charge {
        if (!amount.isPositive() || fee.isNegative()) {
            throw new IllegalArgumentException(amount + " with a fee of " + fee);
        }
    }

    public Money total() {
        return amount.plus(fee);
    }
}
