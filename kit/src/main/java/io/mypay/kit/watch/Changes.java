package io.mypay.kit.watch;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sweep.Leaving;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Follows a resource with a state, for the Watch RPCs. */
@ApplicationScoped
public class Changes {
    /** Also read without being told, should a notification be lost on the way. */
    private static final Duration SAFETY = Duration.ofSeconds(5);

    private final Notifications notifications;
    private final Leaving leaving;

    Changes(Notifications notifications, Leaving leaving) {
        this.notifications = notifications;
        this.leaving = leaving;
    }

    /**
     * For those who watch for as long as it takes: as {@link #states}, but refused as Leaving when
     * this process ends, so that they go on watching elsewhere.
     */
    public <T> Multi<T> watch(String id, Supplier<Uni<T>> load, Predicate<T> isFinal) {
        return states(id, () -> leaving.hasBegun() ? gone() : load.get(), isFinal);
    }

    private static <T> Uni<T> gone() {
        return Uni.createFrom().failure(new Refused(new Common.Leaving()));
    }

    /**
     * The state now and after each change, no state twice in a row, ending with the final one or
     * when the watcher leaves. A watcher slower than the changes sees the latest.
     *
     * @param id what the table's trigger notifies, see {@code notify_state_changed}
     */
    public <T> Multi<T> states(String id, Supplier<Uni<T>> load, Predicate<T> isFinal) {
        return Multi.createFrom().deferred(() -> states(id, load, isFinal, here()));
    }

    private <T> Multi<T> states(
            String id, Supplier<Uni<T>> load, Predicate<T> isFinal, Executor here) {
        return Multi.createBy()
                .merging()
                .streams(
                        notifications.stateChangesOf(id),
                        Multi.createFrom().ticks().every(SAFETY).map(_ -> id))
                .onOverflow()
                .dropPreviousItems()
                .emitOn(here, 1)
                .onItem()
                .transformToUniAndConcatenate(_ -> load.get())
                .skip()
                .repetitions()
                .onItem()
                .transformToMultiAndConcatenate(state -> lastIf(state, isFinal))
                .select()
                .first(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static <T> Multi<Optional<T>> lastIf(T state, Predicate<T> isFinal) {
        return isFinal.test(state)
                ? Multi.createFrom().items(Optional.of(state), Optional.empty())
                : Multi.createFrom().item(Optional.of(state));
    }

    /** The watcher's own context, so that loading finds its trace and session there. */
    private static Executor here() {
        var context = Vertx.currentContext();
        return context == null || !VertxContext.isDuplicatedContext(context)
                ? Runnable::run
                : task -> context.runOnContext(_ -> task.run());
    }
}
