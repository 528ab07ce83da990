package io.mypay.kit.sweep;

import java.time.Duration;
import java.time.Instant;

/**
 * What a claim may take: so many rows, for so long. A claim writes {@link #until()} (or later, see
 * the SQL function {@code backoff}) into the rows it takes, so no other run sees them meanwhile.
 */
public record Lease(Instant now, Duration length, int limit) {
    public Instant until() {
        return now.plus(length);
    }
}
