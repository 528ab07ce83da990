package io.mypay.kit.queuelog;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/** Measures queue_log's backlog and makes its partitions ahead of time. */
@ApplicationScoped
class Upkeep {
    private final Database database;
    private final RelayStore store;
    private final MeterRegistry meters;
    private final AtomicReference<Backlog> backlog = new AtomicReference<>(new Backlog(0, 0));

    Upkeep(Database database, RelayStore store, MeterRegistry meters) {
        this.database = database;
        this.store = store;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("mypay_queue_log_pending", backlog, now -> now.get().rows());
        meters.gauge("mypay_queue_log_oldest_seconds", backlog, now -> now.get().ageSeconds());
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
