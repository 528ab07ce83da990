package io.mypay.money.ledger.proof;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.money.ledger.Gate;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Seals what was posted: every second one instance chains the transfers committed since into
 * blocks. A seal says that from then on nobody has altered them, see {@link Verifications}.
 */
@ApplicationScoped
public class Seals {
    private static final Logger LOG = Logger.getLogger(Seals.class);

    /** Ten blocks in one transaction: after a pause there may be very many to catch up with. */
    private static final int RUN_MAX = 10 * SealStore.BLOCK_MAX;

    private final Database database;
    private final SealStore store;
    private final MeterRegistry meters;
    private final Counter sealed;
    private final AtomicLong lag = new AtomicLong();

    Seals(Database database, SealStore store, MeterRegistry meters) {
        this.database = database;
        this.store = store;
        this.meters = meters;
        this.sealed = meters.counter("mypay_ledger_sealed");
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("mypay_ledger_sealed_lag", lag);
    }

    /** What fails is sealed the next time: nothing depends on when it is. */
    @Scheduled(
            every = "{mypay.ledger.seal-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return seal().onFailure()
                .invoke(failure -> LOG.warnf(failure, "sealing failed and will be tried again"))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "10s")
    Uni<Void> measure() {
        return database.read(store::lag).invoke(lag::set).replaceWithVoid();
    }

    /** All that is committed by now, unless another instance is at it. */
    Uni<Void> seal() {
        return database.inTransaction(this::sealSome)
                .invoke(count -> sealed.increment(count))
                .chain(count -> count < RUN_MAX ? Uni.createFrom().voidItem() : seal());
    }

    private Uni<Long> sealSome(SqlConnection tx) {
        return store.tryLock(tx)
                .chain(locked -> locked ? sealLocked(tx) : Uni.createFrom().item(0L));
    }

    // The horizon is asked for in a transaction of its own: the gate opens when that ends. What is
    // committed before the horizon is known is visible to the statements that come after it.
    private Uni<Long> sealLocked(SqlConnection tx) {
        return database.inTransaction(own -> store.horizon(own, Gate.KEY))
                .chain(horizon ->
                        horizon.isPresent()
                                ? sealUpTo(tx, horizon.orElseThrow())
                                : Uni.createFrom().item(0L));
    }

    private Uni<Long> sealUpTo(SqlConnection tx, long horizon) {
        return store.summarize(tx)
                .chain(() -> store.plan(tx))
                .chain(() -> store.sealedThrough(tx))
                .chain(after ->
                        store.bound(tx, after, horizon, RUN_MAX)
                                .map(bound -> bound.orElse(horizon))
                                .chain(through -> store.seal(tx, after, through)));
    }
}
