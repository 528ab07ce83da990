package io.mypay.payment.paying;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Sweeper;
import io.mypay.payment.PaymentId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Takes up payments that nobody drives, and raises those that should have ended. */
@ApplicationScoped
class Sweeps {
    private static final Logger LOG = Logger.getLogger(Sweeps.class);

    private final InstantSource clock;
    private final Sweeper sweeper;
    private final Database database;
    private final PaymentStore store;
    private final Sagas sagas;
    private final AtomicInteger stuck;

    Sweeps(
            InstantSource clock,
            Sweeper sweeper,
            Database database,
            PaymentStore store,
            Sagas sagas,
            MeterRegistry meters) {
        this.clock = clock;
        this.sweeper = sweeper;
        this.database = database;
        this.store = store;
        this.sagas = sagas;
        this.stuck = meters.gauge("mypay.payments.stuck", new AtomicInteger());
    }

    @Scheduled(every = "1s")
    Uni<Void> takeUp() {
        return sweeper.run("payment", store::claim, sagas::run);
    }

    /** Also a failed look is only logged: the next one comes. */
    @Scheduled(every = "30s", delayed = "5s")
    Uni<Void> raise() {
        return database.read(client -> store.stuck(client, clock.instant()))
                .invoke(this::report)
                .onFailure()
                .invoke(failure -> LOG.warn("cannot look for stuck payments", failure))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    private void report(List<PaymentId> late) {
        stuck.set(late.size());
        if (!late.isEmpty()) {
            LOG.errorf("payments past their final_by: %s", late);
        }
    }
}
