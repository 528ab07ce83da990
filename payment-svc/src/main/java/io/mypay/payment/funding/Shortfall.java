package io.mypay.payment.funding;

import io.mypay.kit.money.Money;
import java.util.Optional;

/** What a payer lacks. */
public record Shortfall(Money missing) {
    private static final long LEAST = 10_000;

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
     * Rule 4 of the product: exactly what is missing, but at least 10,000 KRW, so that the
     * firmbanking's fee is worth it.
     */
    public Money recharge() {
        var least = new Money(LEAST, missing.currency());
        return missing.isAtLeast(least) ? missing : least;
    }
}
