package io.mypay.kit.queuelog;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Drops the months of queue_log that nobody needs any more, one instance at a time. A month with
 * anything in it that is not done stays as a whole, in sight of staff, until that is replayed or
 * dismissed.
 *
 * <p>Whoever forgets an id would apply its message again. Kafka keeps messages for seven days, far
 * shorter than the thirty at least of here; a message that staff replays is either not applied yet
 * or was published within the last 29 days.
 */
@ApplicationScoped
class Retention {
    /** How long every service surely remembers what it has applied. */
    static final int DAYS_MIN = 30;

    private static final int STRAYS_AT_ONCE = 10_000;
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Database database;
    private final UpkeepStore store;
    private final MeterRegistry meters;
    private final Duration kept;
    private final AtomicInteger open;

    Retention(
            Database database,
            UpkeepStore store,
            MeterRegistry meters,
            @ConfigProperty(name = "mypay.queue-log.retention-days") int days) {
        if (days < DAYS_MIN) {
            throw new IllegalStateException(
                    "mypay.queue-log.retention-days is %d, but messages are remembered for %d days"
                            .formatted(days, DAYS_MIN));
        }
        this.database = database;
        this.store = store;
        this.meters = meters;
        this.kept = Duration.ofDays(days);
        this.open = meters.gauge("mypay_queue_log_months_kept_open", new AtomicInteger());
    }

    /** A service that is told to forget too soon does not start. */
    void start(@Observes StartupEvent event) {
        LOG.debugf("messages are kept for %d days", kept.toDays());
    }

    @Scheduled(
            every = "6h",
            delayed = "15m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return dropBefore(CLOCK.instant().minus(kept))
                .replaceWithVoid()
                .onFailure(Refused.class)
                .invoke(failure -> LOG.infof("old messages stay until next time: %s", failure))
                .onFailure(Refused.class)
                .recoverWithNull();
    }

    /** Forgets what was over and done before the instant; how many months were dropped here. */
    Uni<Integer> dropBefore(Instant instant) {
        return database.inTransaction(tx -> store.monthsBefore(tx, instant))
                .chain(months -> dropEach(months, instant))
                .map(this::count)
                .call(() -> forgetStrays(instant));
    }

    private Uni<List<MonthState>> dropEach(List<String> months, Instant instant) {
        return Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(month -> drop(month, instant))
                .collect()
                .asList();
    }

    /** Each in a transaction of its own, so that the table is locked for a moment only. */
    private Uni<MonthState> drop(String month, Instant instant) {
        return database.inTransaction(tx -> store.drop(tx, month, instant))
                .invoke(state -> tell(month, state));
    }

    private void tell(String month, MonthState state) {
        switch (state) {
            case DROPPED -> LOG.infof("%s is dropped: everything in it is done and old", month);
            case OPEN -> LOG.warnf("%s is kept: it holds dead letters or unsent messages", month);
            case YOUNG, BUSY, GONE -> LOG.debugf("%s is left alone: %s", month, state);
        }
    }

    private int count(List<MonthState> months) {
        open.set(Collections.frequency(months, MonthState.OPEN));
        var dropped = Collections.frequency(months, MonthState.DROPPED);
        meters.counter("mypay_queue_log_months_dropped").increment(dropped);
        return dropped;
    }

    private Uni<Integer> forgetStrays(Instant instant) {
        return database.inTransaction(tx -> store.forgetStrays(tx, instant, STRAYS_AT_ONCE))
                .invoke(strays -> LOG.debugf("%d old messages outside of all months", strays));
    }
}
