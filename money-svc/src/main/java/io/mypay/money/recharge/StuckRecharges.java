package io.mypay.money.recharge;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sweep.Lease;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
    private final RechargeStore store;
    private final AtomicLong stuck;

    StuckRecharges(Sweeper sweeper, RechargeStore store, MeterRegistry meters) {
        this.sweeper = sweeper;
        this.store = store;
        this.stuck = meters.gauge("mypay_recharges_stuck", new AtomicLong());
    }

    @Scheduled(every = "2s")
    Uni<Void> sweep() {
        return sweeper.run("stuck-recharges", this::claim, StuckRecharges::raise);
    }

    private Uni<List<RechargeId>> claim(SqlConnection tx, Lease lease) {
        return store.countStuck(tx, lease.now())
                .invoke(stuck::set)
                .chain(() -> store.claimStuck(tx, lease));
    }

    private static Uni<Void> raise(RechargeId id) {
        LOG.errorf("recharge %s is stuck: neither credited nor failed by its time", id);
        return Uni.createFrom().voidItem();
    }
}
