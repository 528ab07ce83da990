package io.mypay.settlement.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.mypay.kit.sweep.Sweeper;
import io.mypay.settlement.SettlementRefusal;
import io.mypay.settlement.calendar.BusinessDates;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What happens by the clock, on every instance: taking up runs and chunks that nobody works on,
 * settling yesterday, and raising runs that are late.
 */
@ApplicationScoped
public class RunSweeps {
    private static final Logger LOG = Logger.getLogger(RunSweeps.class);
    private static final String BY_SCHEDULE = "daily-run";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(1);
    private static final Duration RETRY_FOR = Duration.ofHours(1);

    private final Database database;
    private final Sweeper sweeper;
    private final Runs runs;
    private final RunSteps steps;
    private final RunStore runStore;
    private final ChunkStore chunkStore;
    private final InstantSource clock;
    private final AtomicLong stuck;

    RunSweeps(
            Database database,
            Sweeper sweeper,
            Runs runs,
            RunSteps steps,
            RunStore runStore,
            ChunkStore chunkStore,
            InstantSource clock,
            MeterRegistry meters) {
        this.database = database;
        this.sweeper = sweeper;
        this.runs = runs;
        this.steps = steps;
        this.runStore = runStore;
        this.chunkStore = chunkStore;
        this.clock = clock;
        this.stuck = meters.gauge("mypay_settlement_runs_stuck", new AtomicLong());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweeper.run("settlement.runs", runStore::claim, steps::step)
                .chain(() -> sweeper.run("settlement.chunks", chunkStore::claim, steps::work));
    }

    @Scheduled(cron = "{mypay.settlement.daily-run}", timeZone = BusinessDates.ZONE)
    Uni<Void> settleYesterday() {
        return settleLastDate(clock.instant());
    }

    /**
     * Closes the last date that is over and calculates it. All instances do this at the same time:
     * one closes, the others find its run. If none was there at that time, the next date's run
     * settles both.
     */
    public Uni<Void> settleLastDate(Instant now) {
        var date = BusinessDates.lastBefore(now);
        return database.inTransaction(tx -> runs.run(tx, date, BY_SCHEDULE, now))
                .onFailure(Failures::isUnavailable)
                .retry()
                .withBackOff(RETRY_AFTER, RETRY_AFTER_MAX)
                .expireIn(RETRY_FOR.toMillis())
                .chain(run -> steps.advance(run.head().id()))
                .onFailure(RunSweeps::isClosedAlready)
                .recoverWithUni(() -> settledBefore(date));
    }

    private static boolean isClosedAlready(Throwable failure) {
        return failure instanceof Refused refused
                && refused.refusal() instanceof SettlementRefusal.BusinessDateBeforeClosed;
    }

    private static Uni<Void> settledBefore(LocalDate date) {
        LOG.infof("%s is settled with a later date already", date);
        return Uni.createFrom().voidItem();
    }

    /** Counts the runs that should be completed by now, for the gauge and the log. */
    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> raiseStuck() {
        return database.read(client -> runStore.countStuck(client, clock.instant()))
                .invoke(this::raise)
                .onFailure()
                .invoke(failure -> LOG.warnf("stuck runs cannot be counted: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void raise(long count) {
        stuck.set(count);
        if (count > 0) {
            LOG.errorf("%d settlement runs are past their final_by", count);
        }
    }
}
