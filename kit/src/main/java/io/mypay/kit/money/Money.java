package io.mypay.kit.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/**
 * An exact amount of one currency, counted in its smallest unit: won for KRW, cents for USD.
 * Arithmetic never rounds and never overflows silently; amounts of two currencies do not mix.
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {
    public static final Currency KRW = Currency.getInstance("KRW");
    private static final long BASIS_POINTS_OF_ONE = 10_000;

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money krw(long won) {
        return new Money(won, KRW);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    /**
     * This many hundredths of a percent of the amount, rounded down (towards negative infinity) to
     * a whole minor unit: a commission never takes more than its rate says.
     */
    public Money basisPoints(int points) {
        // Split, so that no intermediate product overflows where the result itself would not.
        var whole = Math.multiplyExact(minorUnits / BASIS_POINTS_OF_ONE, (long) points);
        var rest = minorUnits % BASIS_POINTS_OF_ONE * points;
        var share = Math.addExact(whole, Math.floorDiv(rest, BASIS_POINTS_OF_ONE));
        return new Money(share, currency);
    }

    public boolean isPositive() {
        return minorUnits > 0;
    }

    public boolean isNegative() {
        return minorUnits < 0;
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    public boolean isAtLeast(Money other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, sameCurrency(other).minorUnits);
    }

    /** For people and logs, such as "20,000 KRW" or "12.34 USD". */
    @Override
    public String toString() {
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        var amount = BigDecimal.valueOf(minorUnits, digits);
        return String.format(Locale.ROOT, "%,." + digits + "f %s", amount, currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "amounts of " + currency + " and " + other.currency + " do not mix");
        }
        return other;
    }
}
