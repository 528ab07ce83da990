package io.mypay.banking.firmbanking;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Takes up the firmbankings that a crash, a shut gate or a lost answer left, and counts them. */
@ApplicationScoped
class FirmbankingSweep {
    private static final Logger LOG = Logger.getLogger(FirmbankingSweep.class);

    private final Sweeper sweeper;
    private final FirmbankingStore store;
    private final FirmbankingSteps steps;
    private final Database database;
    private final AtomicReference<OpenCount> open = new AtomicReference<>(new OpenCount(0, 0, 0));
    private final InstantSource clock = InstantSource.system();

    FirmbankingSweep(
            Sweeper sweeper,
            FirmbankingStore store,
            FirmbankingSteps steps,
            Database database,
            MeterRegistry meters) {
        this.sweeper = sweeper;
        this.store = store;
        this.steps = steps;
        this.database = database;
        meters.gauge("mypay_firmbanking_open", open, count -> count.get().open());
        meters.gauge("mypay_firmbanking_unknown", open, count -> count.get().unknown());
        meters.gauge("mypay_firmbanking_stuck", open, count -> count.get().stuck());
    }

    @Scheduled(every = "1s")
    Uni<Void> sweep() {
        return sweeper.run("firmbanking", store::claim, this::begin);
    }

    // Begun, not awaited: the gates bound what is in flight per bank, and a silent bank must not
    // hold up what is due at others.
    private Uni<Void> begin(Due due) {
        steps.advance(due);
        return Uni.createFrom().voidItem();
    }

    @Scheduled(every = "15s")
    Uni<Void> count() {
        return database.read(client -> store.count(client, clock.instant()))
                .invoke(this::counted)
                .onFailure()
                .invoke(failure -> LOG.warnf("open firmbankings not counted: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void counted(OpenCount count) {
        open.set(count);
        if (count.stuck() > 0) {
            LOG.errorf("%d firmbankings should have been final by now", count.stuck());
        }
    }
}
