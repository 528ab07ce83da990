package io.mypay.kit.grpc;

import io.grpc.Deadline;
import io.grpc.Status;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Calls to other services: again while one is unavailable, for as long as the caller waits. */
public final class Neighbour {
    private static final int RETRIES_MAX = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double JITTER = 0.5;
    private static final Map<String, RetryBudget> BUDGETS = new ConcurrentHashMap<>();

    private Neighbour() {}

    /**
     * Makes the call, and makes it again if the neighbour is unavailable: safe, because requests
     * that change something carry a request_id. When that does not help it is refused as
     * NeighbourUnavailable. Other errors come through as they are, for {@link Errors} to read.
     */
    public static <T> Uni<T> call(String neighbour, Supplier<Uni<T>> call) {
        var budget = BUDGETS.computeIfAbsent(neighbour, _ -> new RetryBudget());
        var deadline = Deadlines.current();
        budget.earn();
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(failure -> isWorthRetrying(failure, deadline, budget))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .atMost(RETRIES_MAX)
                .onFailure(Neighbour::isUnavailable)
                .transform(_ -> new Refused(new Common.NeighbourUnavailable(neighbour)));
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
