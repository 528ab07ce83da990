package io.mypay.money.recharge;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Raises recharges whose time is over. It changes none of them: the cash may be on its way still,
 * and only banking knows how that ended.
 */
@ApplicationScoped
public class StuckRecharges {
    private static final Logger LOG = Logger.getLogger(StuckRecharges.class);

    private final Sweeper sweeper;
    private final Database database;
    private final RechargeStore store;
    private final AtomicLong stuck;
    private final InstantSource clock = InstantSource.system();

    StuckRecharges(Sweeper sweeper, Database database, RechargeStore store, MeterRegistry meters) {
        this.sweeper = sweeper;
        this.database = database;
        this.store = store;
        this.stuck = meters.gauge("mypay_recharges_stuck", new AtomicLong());
    }

    @Scheduled(every = "2s")
    Uni<Void> sweep() {
        return sweeper.run("stuck-recharges", store::claimStuck, StuckRecharges::raise)
                .chain(this::measure);
    }

    private static Uni<Void> raise(RechargeId id) {
        LOG.errorf("recharge %s is stuck: neither credited nor failed by its time", id);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> measure() {
        return database.read(client -> store.countStuck(client, clock.instant()))
                .invoke(stuck::set)
                .replaceWithVoid();
    }
}
