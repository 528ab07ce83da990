package io.mypay.kit.watch;

import io.mypay.kit.watch.Notifications.Channel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Follows a resource with a state, for the Watch RPCs. */
@ApplicationScoped
public class Changes {
    /** Also read without being told, should a notification be lost on the way. */
    private static final Duration SAFETY = Duration.ofSeconds(5);

    private final Notifications notifications;

    Changes(Notifications notifications) {
        this.notifications = notifications;
    }

    /**
     * The state now and after each change, no state twice in a row, ending with the final one or
     * when the watcher leaves. A watcher slower than the changes sees the latest.
     */
    public <T> Multi<T> watch(String id, Supplier<Uni<T>> load, Predicate<T> isFinal) {
        return Multi.createBy()
                .merging()
                .streams(told(id), Multi.createFrom().ticks().every(SAFETY).map(_ -> id))
                .onOverflow()
                .dropPreviousItems()
                .onItem()
                .transformToUniAndConcatenate(_ -> load.get())
                .skip()
                .repetitions()
                .onItem()
                .<Optional<T>>transformToMultiAndConcatenate(state -> lastIf(state, isFinal))
                .select()
                .first(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private Multi<String> told(String id) {
        return notifications
                .on(Channel.STATE_CHANGED)
                .filter(payload -> payload.isEmpty() || payload.equals(id));
    }

    private static <T> Multi<Optional<T>> lastIf(T state, Predicate<T> isFinal) {
        return isFinal.test(state)
                ? Multi.createFrom().items(Optional.of(state), Optional.empty())
                : Multi.createFrom().item(Optional.of(state));
    }
}
