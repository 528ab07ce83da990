package io.mypay.kit.grpc;

import io.grpc.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long the caller will wait. */
public final class Deadlines {
    private Deadlines() {}

    /** What is left of the running call's time, never negative; empty where nobody waits. */
    public static Optional<Duration> remaining() {
        return current().map(Deadlines::left);
    }

    /**
     * What is left, or {@code otherwise} where nobody waits or the caller would wait even longer.
     */
    public static Duration remainingAtMost(Duration otherwise) {
        return remaining().filter(left -> left.compareTo(otherwise) < 0).orElse(otherwise);
    }

    static Optional<Deadline> current() {
        return RunningCall.current().flatMap(RunningCall::deadline);
    }

    private static Duration left(Deadline deadline) {
        return Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }
}
