package io.mypay.kit.grpc;

import io.grpc.Deadline;
import io.grpc.Status;
import io.mypay.kit.gate.Breaker;
import io.mypay.kit.gate.Gate;
import io.mypay.kit.gate.Shut;
import io.mypay.kit.gate.Verdict;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Calls to other services: again while one is unavailable, for as long as the caller waits. Each
 * neighbour has a gate of its own: one that is silent is left alone for a second and then tried
 * with one call, and one that is slow takes no more than its share of what is in flight here.
 */
public final class Neighbour {
    private static final int RETRIES_MAX = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double JITTER = 0.5;

    /** Several callers' worth of retries; as long a pause as callers are told to wait. */
    private static final Gate.Limits LIMITS =
            new Gate.Limits(1_024, 0, new Breaker.Policy(20, Duration.ofSeconds(1)));

    /** Whose caller waited less than that has not learned that nobody answers. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final Map<String, Way> WAYS = new ConcurrentHashMap<>();

    private Neighbour() {}

    private record Way(Gate gate, RetryBudget budget) {
        static Way to(String neighbour) {
            return new Way(new Gate(neighbour, LIMITS, InstantSource.system()), new RetryBudget());
        }
    }

    /**
     * Makes the call, and makes it again if the neighbour is unavailable: safe, because requests
     * that change something carry a request_id. When that does not help, or at once while the
     * neighbour's gate is shut, it is refused as NeighbourUnavailable. Other errors come through as
     * they are, for {@link Errors} to read.
     */
    public static <T> Uni<T> call(String neighbour, Supplier<Uni<T>> call) {
        var way = WAYS.computeIfAbsent(neighbour, Way::to);
        var deadline = Deadlines.current();
        way.budget().earn();
        return Uni.createFrom()
                .deferred(() -> once(way.gate(), call))
                .onFailure(failure -> isWorthRetrying(failure, deadline, way.budget()))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .atMost(RETRIES_MAX)
                .onFailure(failure -> failure instanceof Shut || isUnavailable(failure))
                .transform(_ -> new Refused(new Common.NeighbourUnavailable(neighbour)));
    }

    private static <T> Uni<T> once(Gate gate, Supplier<Uni<T>> call) {
        var start = System.nanoTime();
        return gate.pass(call, _ -> Verdict.ANSWERED, failure -> verdict(failure, start));
    }

    // Whoever gives a reason is there, whatever it lacks itself. A caller in a hurry proves
    // nothing.
    private static Verdict verdict(Throwable failure, long startNanos) {
        return switch (Errors.code(failure)) {
            case UNAVAILABLE ->
                    Errors.reason(failure).isPresent() ? Verdict.ANSWERED : Verdict.SILENT;
            case DEADLINE_EXCEEDED ->
                    System.nanoTime() - startNanos >= SILENCE.toNanos()
                            ? Verdict.SILENT
                            : Verdict.NOT_ASKED;
            case UNKNOWN, CANCELLED -> Verdict.NOT_ASKED;
            default -> Verdict.ANSWERED;
        };
    }

    private static boolean isWorthRetrying(
            Throwable failure, Optional<Deadline> deadline, RetryBudget budget) {
        return isUnavailable(failure)
                && deadline.map(it -> !it.isExpired()).orElse(true)
                && budget.spend();
    }

    private static boolean isUnavailable(Throwable failure) {
        return Errors.code(failure) == Status.Code.UNAVAILABLE;
    }
}
