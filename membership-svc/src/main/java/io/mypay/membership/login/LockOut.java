package io.mypay.membership.login;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong passwords in a row for one email. The fifth locks it for a minute, each one after that for
 * twice as long, up to an hour: too slow to guess, too short to keep its owner out for ever. A
 * right password clears it.
 */
public record LockOut(int failures, Instant until) {
    public static final LockOut NONE = new LockOut(0, Instant.EPOCH);

    private static final int FAILURES_FREE = 5;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 6;

    public LockOut {
        if (failures < 0) {
            throw new IllegalArgumentException("nobody fails less than never");
        }
    }

    public boolean isLocked(Instant now) {
        return now.isBefore(until);
    }

    /** How long it stays locked; only while it is. */
    public Duration remaining(Instant now) {
        return Duration.between(now, until);
    }

    public LockOut wrong(Instant now) {
        var next = failures + 1;
        return new LockOut(next, next < FAILURES_FREE ? Instant.EPOCH : now.plus(lock(next)));
    }

    private static Duration lock(int failures) {
        var doublings = Math.min(failures - FAILURES_FREE, DOUBLINGS_MAX);
        var grown = FIRST.multipliedBy(1L << doublings);
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }
}
