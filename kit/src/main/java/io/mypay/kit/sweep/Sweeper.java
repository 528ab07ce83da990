package io.mypay.kit.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Takes up what a crash, a timeout or a neighbour's absence left undone. A run claims due rows in
 * one short transaction and works them outside of it; a row that fails comes back when the pause
 * its claim wrote is over. Any number of instances may run the same sweep.
 */
@ApplicationScoped
public class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 50;
    private static final int CONCURRENCY = 8;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;
    private final MeterRegistry meters;
    private final Scheduler scheduler;
    private final Leaving leaving;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Sweeper(Database database, MeterRegistry meters, Scheduler scheduler, Leaving leaving) {
        this.database = database;
        this.meters = meters;
        this.scheduler = scheduler;
        this.leaving = leaving;
    }

    /**
     * One run, for a service's {@code @Scheduled(every = "1s")} method to return. Does nothing
     * while an earlier run of the same sweep is still working in this instance. Never fails.
     *
     * @param name of the sweep, in logs and meters
     */
    public <I> Uni<Void> run(String name, Claim<I> claim, Function<I, Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() ->
                        // What is due now is another instance's, or this one's after the restart.
                        !leaving.hasBegun() && running.add(name)
                                ? sweep(name, claim, work)
                                : nothing());
    }

    // Nothing that is scheduled shall knock at a pool that is closing.
    void stop(@Observes ShutdownEvent event) {
        scheduler.pause();
    }

    private <I> Uni<Void> sweep(String name, Claim<I> claim, Function<I, Uni<Void>> work) {
        return database.inTransaction(tx -> claim.claim(tx, lease()))
                .chain(claimed -> workAll(name, claimed, work))
                .onFailure()
                .invoke(failure -> failed(name, "the claim", failure))
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(() -> running.remove(name));
    }

    private <I> Uni<Void> workAll(String name, List<I> claimed, Function<I, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(id -> workOne(name, id, work))
                .merge(CONCURRENCY)
                .collect()
                .last();
    }

    // Longer than its lease a piece of work must not take: another instance may have it then.
    private <I> Uni<Void> workOne(String name, I id, Function<I, Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(id))
                .ifNoItem()
                .after(LEASE)
                .fail()
                .invoke(() ->
                        meters.counter("mypay_sweep", "sweep", name, "outcome", "worked")
                                .increment())
                .onFailure()
                .invoke(failure -> failed(name, id, failure))
                .onFailure()
                .recoverWithNull();
    }

    private void failed(String name, Object what, Throwable failure) {
        LOG.warnf(failure, "sweep %s: %s failed and will be tried again", name, what);
        meters.counter("mypay_sweep", "sweep", name, "outcome", "failed").increment();
    }

    private static Lease lease() {
        return new Lease(InstantSource.system().instant(), LEASE, BATCH);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
