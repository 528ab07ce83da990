package io.mypay.money.ledger.proof;

/**
 * The part of the ledger to verify, both ends included.
 *
 * @param first 0 for the beginning
 * @param last 0 for the end
 */
public record Range(long first, long last) {
    /** Nothing has a number this high, so it is where the ledger ends. */
    static final long END = Long.MAX_VALUE;

    public Range {
        if (first < 0 || last < 0 || (last != 0 && last < first)) {
            throw new IllegalArgumentException("no range is from " + first + " to " + last);
        }
    }

    boolean isWhole() {
        return first == 0 && last == 0;
    }

    /** Forged numbers may lie before all others. */
    long after() {
        return first == 0 ? Long.MIN_VALUE : first - 1;
    }

    long through() {
        return last == 0 ? END : last;
    }
}
