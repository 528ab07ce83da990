package io.mypay.e2e.chaos;

import io.mypay.stack.process.StartFailed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets the faults of a schedule happen at their times, several at once where they overlap. */
final class Storm {

    private static final long OVER_WITHIN_SECONDS = 300;

    private final Breaker breaker;
    private final Journal journal;

    Storm(Breaker breaker, Journal journal) {
        this.breaker = breaker;
        this.journal = journal;
    }

    /** Returns at the end of the schedule, when the last fault is over. */
    void rage(Schedule schedule) throws InterruptedException {
        long begin = System.nanoTime();
        try (ExecutorService faults = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Schedule.Planned planned : schedule.faults()) {
                parkUntil(begin + planned.at().toNanos());
                faults.execute(() -> inflict(planned.fault()));
            }
            parkUntil(begin + schedule.lasting().toNanos());
            faults.shutdown();
            if (!faults.awaitTermination(OVER_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                journal.surprised("faults do not end: " + faults.shutdownNow());
            }
        }
    }

    private void inflict(Fault fault) {
        try {
            breaker.inflict(fault);
        } catch (StartFailed | IllegalStateException e) {
            journal.surprised(fault + " could not happen or be undone: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
