package io.mypay.payment.refund;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Finishes refunds that a crash or an outage left reserved, and raises those that are late. */
@ApplicationScoped
class RefundSweeps {
    private static final Logger LOG = Logger.getLogger(RefundSweeps.class);

    private final InstantSource clock;
    private final Sweeper sweeper;
    private final Database database;
    private final RefundStore store;
    private final Completions completions;
    private final AtomicLong stuck;

    RefundSweeps(
            InstantSource clock,
            Sweeper sweeper,
            Database database,
            RefundStore store,
            Completions completions,
            MeterRegistry meters) {
        this.clock = clock;
        this.sweeper = sweeper;
        this.database = database;
        this.store = store;
        this.completions = completions;
        this.stuck = meters.gauge("mypay.refunds.stuck", new AtomicLong());
    }

    @Scheduled(every = "1s")
    Uni<Void> takeUp() {
        return sweeper.run("refund", store::claim, completions::complete);
    }

    /** Also a failed look is only logged: the next one comes. */
    @Scheduled(every = "30s", delayed = "5s")
    Uni<Void> raise() {
        return database.read(client -> store.countStuck(client, clock.instant()))
                .invoke(this::report)
                .onFailure()
                .invoke(failure -> LOG.warn("cannot look for stuck refunds", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void report(long late) {
        stuck.set(late);
        if (late > 0) {
            LOG.errorf("%d refunds are past their final_by", late);
        }
    }
}
