package io.mypay.banking.bank;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way to one bank: so many at once, some more waiting in line, nobody while the breaker is
 * open. Who waits here must not be cancelled, or its place would be lost; callers run detached.
 */
public final class BankGate {
    /** What became of a command that was let through. */
    public enum Verdict {
        ANSWERED,
        SILENT,
        /** It turned out that there was nothing to ask. */
        NOT_ASKED
    }

    /** How many at once, how many waiting, and when to leave a bank alone. */
    public record Limits(int concurrent, int waiting, Breaker.Policy breaker) {}

    /** Not now: the breaker is open or the line is full. Nothing was done. */
    public static final class Shut extends RuntimeException {
        private static final long serialVersionUID = 1;

        Shut(String why) {
            super(why, null, false, false);
        }
    }

    private final Limits limits;
    private final InstantSource clock;
    private final Deque<UniEmitter<? super Void>> line = new ArrayDeque<>();
    private int inside;
    private Breaker breaker = new Breaker.Closed(0);

    public BankGate(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Runs the work inside, or fails with {@link Shut}. */
    public <T> Uni<T> pass(Supplier<Uni<T>> work, Function<T, Verdict> verdict) {
        return Uni.createFrom()
                .<Void>emitter(this::arrive)
                .chain(() -> admitted(work, verdict).eventually(this::leave));
    }

    private <T> Uni<T> admitted(Supplier<Uni<T>> work, Function<T, Verdict> verdict) {
        if (!admit()) {
            return Uni.createFrom().failure(new Shut("breaker open"));
        }
        return Uni.createFrom()
                .deferred(work::get)
                .onItemOrFailure()
                .invoke((result, failure) ->
                        settle(failure == null ? verdict.apply(result) : Verdict.NOT_ASKED));
    }

    // Emitters are completed outside of the lock, because what follows runs within complete().
    private void arrive(UniEmitter<? super Void> waiter) {
        switch (place(waiter)) {
            case INSIDE -> waiter.complete(null);
            case IN_LINE -> {}
            case NOWHERE -> waiter.fail(new Shut("line full"));
        }
    }

    private enum Place {
        INSIDE,
        IN_LINE,
        NOWHERE
    }

    private synchronized Place place(UniEmitter<? super Void> waiter) {
        if (inside < limits.concurrent()) {
            inside++;
            return Place.INSIDE;
        }
        if (line.size() < limits.waiting()) {
            line.addLast(waiter);
            return Place.IN_LINE;
        }
        return Place.NOWHERE;
    }

    private void leave() {
        next().ifPresent(waiter -> waiter.complete(null));
    }

    private synchronized Optional<UniEmitter<? super Void>> next() {
        Optional<UniEmitter<? super Void>> waiter = Optional.ofNullable(line.pollFirst());
        if (waiter.isEmpty()) {
            inside--;
        }
        return waiter;
    }

    private synchronized boolean admit() {
        var next = breaker.admit(clock.instant());
        next.ifPresent(state -> breaker = state);
        return next.isPresent();
    }

    private synchronized void settle(Verdict verdict) {
        breaker =
                switch (verdict) {
                    case ANSWERED -> breaker.answered();
                    case SILENT -> breaker.silent(limits.breaker(), clock.instant());
                    case NOT_ASKED -> breaker.withdrawn();
                };
    }
}
