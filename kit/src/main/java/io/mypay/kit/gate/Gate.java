package io.mypay.kit.gate;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The way to one bank or neighbour: so many at once, some more waiting in line, nobody while the
 * breaker is open. Whoever gives up, inside or in line, gives the place back.
 */
public final class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);

    /** How many at once, how many waiting, and when to leave the other side alone. */
    public record Limits(int concurrent, int waiting, Breaker.Policy breaker) {}

    private final String name;
    private final Limits limits;
    private final InstantSource clock;
    private final Deque<Place> line = new ArrayDeque<>();
    private int inside;
    private Breaker breaker = new Breaker.Closed(0);

    /**
     * @param name of the other side, in the log
     */
    public Gate(String name, Limits limits, InstantSource clock) {
        this.name = name;
        this.limits = limits;
        this.clock = clock;
    }

    /** As the other {@code pass}, where a failure says nothing about the other side. */
    public <T> Uni<T> pass(Supplier<Uni<T>> work, Function<T, Verdict> verdict) {
        return pass(work, verdict, _ -> Verdict.NOT_ASKED);
    }

    /** Runs the work inside, or fails with {@link Shut}. */
    public <T> Uni<T> pass(
            Supplier<Uni<T>> work,
            Function<T, Verdict> ofItem,
            Function<Throwable, Verdict> ofFailure) {
        return Uni.createFrom()
                .deferred(() -> {
                    var place = new Place();
                    return Uni.createFrom()
                            .<Void>emitter(emitter -> arrive(place, emitter))
                            .chain(() -> inside(place, work, new Judge<>(ofItem, ofFailure)));
                });
    }

    /** Somebody who wants in, gets in or not, and leaves once. */
    private static final class Place {
        private final AtomicBoolean left = new AtomicBoolean();
        private UniEmitter<? super Void> emitter;
        private boolean taken;
    }

    /** What an end tells about the other side; a work that was given up, nothing. */
    private record Judge<T>(Function<T, Verdict> ofItem, Function<Throwable, Verdict> ofFailure) {
        Verdict of(T item, Throwable failure, boolean cancelled) {
            if (cancelled) {
                return Verdict.NOT_ASKED;
            }
            return failure == null ? ofItem.apply(item) : ofFailure.apply(failure);
        }
    }

    private <T> Uni<T> inside(Place place, Supplier<Uni<T>> work, Judge<T> judge) {
        place.taken = true;
        if (!admit()) {
            leave();
            return Uni.createFrom().failure(new Shut("BREAKER_OPEN"));
        }
        return Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke((item, failure, cancelled) -> {
                    if (place.left.compareAndSet(false, true)) {
                        settle(judge.of(item, failure, cancelled));
                        leave();
                    }
                });
    }

    // Emitters are completed outside of the lock, because what follows runs within complete().
    private void arrive(Place place, UniEmitter<? super Void> emitter) {
        place.emitter = emitter;
        switch (where(place)) {
            case INSIDE -> enter(place);
            case IN_LINE -> emitter.onTermination(() -> giveUp(place));
            case NOWHERE -> emitter.fail(new Shut("LINE_FULL"));
        }
    }

    private enum Where {
        INSIDE,
        IN_LINE,
        NOWHERE
    }

    private synchronized Where where(Place place) {
        if (inside < limits.concurrent()) {
            inside++;
            return Where.INSIDE;
        }
        if (line.size() < limits.waiting()) {
            line.addLast(place);
            return Where.IN_LINE;
        }
        return Where.NOWHERE;
    }

    // One that gave up in this moment does not take the place, and somebody else shall have it.
    private void enter(Place place) {
        place.emitter.complete(null);
        if (!place.taken) {
            leave();
        }
    }

    private synchronized void giveUp(Place place) {
        line.remove(place);
    }

    private void leave() {
        next().ifPresent(this::enter);
    }

    private synchronized Optional<Place> next() {
        Optional<Place> waiter = Optional.ofNullable(line.pollFirst());
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
        var before = breaker;
        breaker =
                switch (verdict) {
                    case ANSWERED -> before.answered();
                    case SILENT -> before.silent(limits.breaker(), clock.instant());
                    case NOT_ASKED -> before.withdrawn();
                };
        tell(before, breaker);
    }

    private void tell(Breaker before, Breaker after) {
        if (before instanceof Breaker.Closed && after instanceof Breaker.Open) {
            LOG.warnf("%s stays silent and is left alone for a while", name);
        }
        if (before instanceof Breaker.Trial && after instanceof Breaker.Closed) {
            LOG.infof("%s answers again", name);
        }
    }
}
