package io.mypay.settlement.merchant;

import io.mypay.kit.money.Money;

/**
 * What a merchant is owed and why.
 *
 * @param gross of captured payments
 * @param refunded of refunds, positive
 * @param commission of captured payments, less what refunds gave back; so it may be negative
 */
public record Amounts(Money gross, Money refunded, Money commission, Carried carried) {
    public Amounts {
        if (gross.isNegative() || refunded.isNegative()) {
            throw new IllegalArgumentException(gross + " captured, " + refunded + " refunded");
        }
    }

    public Money net() {
        return gross.minus(refunded).minus(commission).plus(carried.net());
    }

    /** What the ledger posts with the payout: own commission and that of what was carried over. */
    public Money commissionToPost() {
        return commission.plus(carried.commission());
    }
}
