package io.mypay.bank.language;

/** An amount of Korean won, the only currency these banks keep; a balance may be negative. */
public record Won(long value) implements Comparable<Won> {
    public static final String CURRENCY = "KRW";
    public static final Won ZERO = new Won(0);

    public Won plus(Won other) {
        return new Won(Math.addExact(value, other.value));
    }

    public Won minus(Won other) {
        return new Won(Math.subtractExact(value, other.value));
    }

    public boolean isPositive() {
        return value > 0;
    }

    public boolean isNegative() {
        return value < 0;
    }

    @Override
    public int compareTo(Won other) {
        return Long.compare(value, other.value);
    }
}
