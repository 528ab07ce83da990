package io.mypay.kit.queuelog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/** Measures what waits in queue_log and makes its partitions ahead of time. */
@ApplicationScoped
class Upkeep {
    private static final Tags IN = Tags.of("direction", "IN");
    private static final Tags OUT = Tags.of("direction", "OUT");

    private final Database database;
    private final UpkeepStore store;
    private final MeterRegistry meters;
    private final AtomicReference<Backlog> backlog = new AtomicReference<>(Backlog.NONE);

    Upkeep(Database database, UpkeepStore store, MeterRegistry meters) {
        this.database = database;
        this.store = store;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("mypay_queue_log_pending", backlog, now -> now.get().rows());
        meters.gauge("mypay_queue_log_oldest_seconds", backlog, now -> now.get().ageSeconds());
        meters.gauge("mypay_queue_log_dead", IN, backlog, now -> now.get().deadIn());
        meters.gauge("mypay_queue_log_dead", OUT, backlog, now -> now.get().deadOut());
    }

    @Scheduled(every = "10s")
    Uni<Void> measure() {
        return database.read(store::backlog)
                .invoke(backlog::set)
                .replaceWithVoid()
                // The last figure stands until PostgreSQL is back; readiness tells that it is away.
                .onFailure(Failures::isUnavailable)
                .recoverWithNull();
    }

    @Scheduled(every = "12h")
    Uni<Void> makePartitions() {
        return database.inTransaction(store::makePartitions);
    }
}
