package io.mypay.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes by message: asks again until it holds, and gives up in the end. */
public final class Eventually {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    public static <T> T holds(String what, Supplier<T> look, Predicate<T> condition) {
        return holds(what, PATIENCE, look, condition);
    }

    public static <T> T holds(
            String what, Duration patience, Supplier<T> look, Predicate<T> condition) {
        Instant end = Instant.now().plus(patience);
        T seen = look.get();
        while (!condition.test(seen)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "not within %d s: %s; last seen: %s"
                                .formatted(patience.toSeconds(), what, seen));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            seen = look.get();
        }
        return seen;
    }
}
