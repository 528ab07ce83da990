package io.mypay.money.ledger;

import io.mypay.kit.id.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A UUIDv7 chosen by whoever asks for the transfer; its idempotency key, for ever. */
public record TransferId(UUID value) implements Comparable<TransferId> {
    private static final int VERSION = 7;
    private static final Duration AGE_MAX = Duration.ofDays(30);
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

    public TransferId {
        Objects.requireNonNull(value, "value");
        if (value.version() != VERSION) {
            throw new IllegalArgumentException("a transfer id is a UUIDv7");
        }
    }

    /** The id of a step that belongs to something: the same whenever it is asked for. */
    public static TransferId of(UUID base, String step) {
        return new TransferId(Uuid7.derive(base, step));
    }

    public TransferId step(String step) {
        return of(value, step);
    }

    /**
     * Whether a new transfer may have this id now: at most 30 days old and 10 minutes ahead, so
     * that ids of one time lie together.
     */
    public boolean isWithinWindow(Instant now) {
        return isBegun(now) && !Uuid7.timeOf(value).isBefore(now.minus(AGE_MAX));
    }

    /** Whether the id's time has come, give or take what clocks differ. */
    boolean isBegun(Instant now) {
        return !Uuid7.timeOf(value).isAfter(now.plus(AHEAD_MAX));
    }

    // Unsigned, as PostgreSQL orders uuid: batches insert in this order.
    @Override
    public int compareTo(TransferId other) {
        var high =
                Long.compareUnsigned(
                        value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
