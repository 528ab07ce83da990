package io.mypay.bank;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs as the system's clock does, but can be put forward; it never goes back. */
@Mock
@Singleton
public class AdjustableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public synchronized void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the bank's clock tells instants only");
    }
}
