package io.mypay.money.ledger;

import java.time.Duration;
import java.time.Instant;

/** From an instant, that one included, to another one, that one not. */
public record Period(Instant from, Instant to) {
    public static final Duration MAX = Duration.ofDays(366);

    public Period {
        if (!from.isBefore(to) || from.plus(MAX).isBefore(to)) {
            throw new IllegalArgumentException("no period is from " + from + " to " + to);
        }
    }

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
