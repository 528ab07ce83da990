package io.mypay.remittance.funding;

import io.mypay.kit.money.Money;
import java.util.Optional;

/** What a sender lacks. */
public record Shortfall(Money missing) {
    private static final long UNIT = 10_000;

    public Shortfall {
        if (!missing.isPositive()) {
            throw new IllegalArgumentException("nothing is missing: " + missing);
        }
    }

    /** Empty if what is available suffices. */
    public static Optional<Shortfall> of(Money needed, Money available) {
        return available.isAtLeast(needed)
                ? Optional.empty()
                : Optional.of(new Shortfall(needed.minus(available)));
    }

    /**
     * Rule 4 of the product: whole units of 10,000 KRW, so that the firmbanking's fee is worth it
     * and small change remains for the next time.
     */
    public Money recharge() {
        var units = Math.ceilDiv(missing.minorUnits(), UNIT);
        return new Money(Math.multiplyExact(units, UNIT), missing.currency());
    }
}
