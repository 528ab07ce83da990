package io.mypay.membership.member;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Ends withdrawals that a crash or an outage left, and raises those that are late. */
@ApplicationScoped
public class WithdrawalSweeps {
    private static final Logger LOG = Logger.getLogger(WithdrawalSweeps.class);

    private final Sweeper sweeper;
    private final Database database;
    private final WithdrawalStore store;
    private final WithdrawalEnds ends;
    private final AtomicLong stuck;
    private final Clock clock = Clock.systemUTC();

    WithdrawalSweeps(
            Sweeper sweeper,
            Database database,
            WithdrawalStore store,
            WithdrawalEnds ends,
            MeterRegistry meters) {
        this.sweeper = sweeper;
        this.database = database;
        this.store = store;
        this.ends = ends;
        this.stuck = meters.gauge("mypay.withdrawals.stuck", new AtomicLong());
    }

    @Scheduled(every = "1s")
    Uni<Void> takeUp() {
        return sweeper.run("withdrawal", store::claim, ends::end);
    }

    /** Also a failed look is only logged: the next one comes. */
    @Scheduled(every = "30s", delayed = "5s")
    Uni<Void> raise() {
        return database.read(client -> store.countStuck(client, clock.instant()))
                .invoke(this::report)
                .onFailure()
                .invoke(failure -> LOG.warn("cannot look for stuck withdrawals", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void report(long late) {
        stuck.set(late);
        if (late > 0) {
            LOG.errorf("%d withdrawals are past their final_by", late);
        }
    }
}
