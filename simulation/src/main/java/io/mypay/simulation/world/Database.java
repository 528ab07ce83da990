package io.mypay.simulation.world;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A database: what was committed outlives every process. Transactions come one after another, as
 * the services' row locks make them do where it matters.
 */
public final class Database {
    private final World world;

    Database(World world) {
        this.world = world;
    }

    /**
     * Does the work and commits it. {@code then} gets its result; {@code lost} is told that the
     * connection broke, after which nobody knows whether it was committed.
     */
    public <T> void commit(
            Host host, Function<Transaction, T> work, Consumer<T> then, Runnable lost) {
        var tx = new Transaction(host, world.faults());
        T result;
        try {
            result = work.apply(tx);
        } catch (Crash crash) {
            tx.rollBack();
            throw crash;
        }
        if (tx.hasWritten()) {
            if (world.faults().happens(Fault.ROLLED_BACK)) {
                tx.rollBack();
                lost.run();
                return;
            }
            tx.committed();
            if (world.faults().happens(Fault.CRASH_AFTER_COMMIT)) {
                throw new Crash(host);
            }
            if (world.faults().happens(Fault.COMMIT_UNKNOWN)) {
                lost.run();
                return;
            }
        }
        then.accept(result);
    }
}
