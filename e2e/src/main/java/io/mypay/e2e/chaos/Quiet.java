package io.mypay.e2e.chaos;

import io.grpc.StatusRuntimeException;
import io.mypay.e2e.Errors;
import io.mypay.e2e.Messages;
import io.mypay.e2e.MyPay;
import io.mypay.e2e.QueueLogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Waits, but not for ever, until nothing moves any more. */
record Quiet(Crowd crowd, MyPay connections, QueueLogs logs, Messages messages) {

    /** An unknown outcome at a bank is asked for with pauses that grow to minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final long BETWEEN_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * What still moves, or stands still without an end, when the patience is over; else nothing.
     */
    List<String> awaited() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> moving = moving();
        while (!moving.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_NANOS);
            moving = moving();
        }
        return moving;
    }

    private List<String> moving() {
        List<String> moving = new ArrayList<>(logs.underWay());
        if (moving.isEmpty()) {
            moving.addAll(messages.behind());
        }
        if (moving.isEmpty()) {
            moving.addAll(open());
        }
        return moving;
    }

    private List<String> open() {
        try {
            return Reading.taken(crowd, connections).open();
        } catch (StatusRuntimeException e) {
            return List.of("cannot be read: " + Errors.describe(e));
        }
    }
}
