package io.mypay.kit.sweep;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Folds many wake-ups into few runs: never two at once, and one more after a run during which
 * somebody knocked, since that run may have looked too early.
 */
public final class OneAtATime {
    private final String name;
    private final Background background;
    private final Supplier<Uni<Void>> work;
    private final AtomicInteger knocks = new AtomicInteger();

    public OneAtATime(String name, Background background, Supplier<Uni<Void>> work) {
        this.name = name;
        this.background = background;
        this.work = work;
    }

    /**
     * Runs the work now or, when it is running, once more afterwards. Failures are logged. Does
     * nothing once this process is leaving.
     */
    public Uni<Void> wake() {
        if (background.isLeaving()) {
            return Uni.createFrom().voidItem();
        }
        return knocks.getAndIncrement() == 0
                ? background.detach(name, this::runUntilQuiet)
                : Uni.createFrom().voidItem();
    }

    // A run that fails has answered every knock: were one left over, nobody could begin a run
    // again.
    private Uni<Void> runUntilQuiet() {
        var seen = knocks.get();
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .invoke(() -> knocks.set(0))
                .chain(() ->
                        knocks.addAndGet(-seen) > 0
                                ? runUntilQuiet()
                                : Uni.createFrom().voidItem());
    }
}
