package io.mypay.bench.load;

import java.time.Duration;

/**
 * When calls count. Load begins a little before, so that connections are up and queues filled, and
 * ends with the window; what is in flight then is waited for, and not counted.
 */
public record Window(long fromNanos, long untilNanos) {
    static Window after(Duration ramp, Duration length) {
        long from = System.nanoTime() + ramp.toNanos();
        return new Window(from, from + length.toNanos());
    }

    boolean isOver(long now) {
        return now - untilNanos >= 0;
    }

    boolean counts(long now) {
        return now - fromNanos >= 0 && !isOver(now);
    }

    double seconds() {
        return (untilNanos - fromNanos) / 1e9;
    }
}
