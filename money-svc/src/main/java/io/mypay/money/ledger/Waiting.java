package io.mypay.money.ledger;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A call that waits for its transfers to be worked. They stay together and in their order. */
final class Waiting {
    private final List<Transfer> transfers;
    private final UniEmitter<? super List<Result>> caller;
    private final Optional<Context> context = Optional.ofNullable(Vertx.currentContext());
    private final Optional<Long> endsAt;
    private volatile boolean left;

    /**
     * Begins to wait in the context of whoever calls, where it will be answered too.
     *
     * @param time how long the caller will wait; empty for as long as it takes
     */
    Waiting(
            List<Transfer> transfers,
            UniEmitter<? super List<Result>> caller,
            Optional<Duration> time) {
        this.transfers = transfers;
        this.caller = caller.onTermination(() -> left = true);
        this.endsAt = time.map(left -> System.nanoTime() + left.toNanos());
    }

    List<Transfer> transfers() {
        return transfers;
    }

    int size() {
        return transfers.size();
    }

    Optional<Context> context() {
        return context;
    }

    /** Whether nobody waits any more: what has not been begun for such a call need not be. */
    boolean isOver() {
        return left || endsAt.filter(end -> System.nanoTime() - end >= 0).isPresent();
    }

    Answer posted(List<Result> results) {
        return new Answer(this, () -> caller.complete(results));
    }

    Answer failed(Throwable failure) {
        return new Answer(this, () -> caller.fail(failure));
    }
}
