package io.mypay.settlement.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.mypay.kit.sweep.LastReason;
import io.mypay.kit.sweep.Sweeper;
import io.mypay.settlement.SettlementRefusal;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.Settlements;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
    private final Settlements settlements;
    private final InstantSource clock;
    private final AtomicLong stuckRuns;
    private final AtomicLong stuckPayouts;

    RunSweeps(
            Database database,
            Sweeper sweeper,
            Runs runs,
            RunSteps steps,
            RunStore runStore,
            ChunkStore chunkStore,
            Settlements settlements,
            InstantSource clock,
            MeterRegistry meters) {
        this.database = database;
        this.sweeper = sweeper;
        this.runs = runs;
        this.steps = steps;
        this.runStore = runStore;
        this.chunkStore = chunkStore;
        this.settlements = settlements;
        this.clock = clock;
        this.stuckRuns = meters.gauge("mypay_settlement_runs_stuck", new AtomicLong());
        this.stuckPayouts = meters.gauge("mypay_payouts_stuck", new AtomicLong());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweeper.run(
                        "settlement.runs",
                        runStore::claim,
                        run -> noting(run, () -> steps.step(run)))
                .chain(() ->
                        sweeper.run(
                                "settlement.chunks",
                                chunkStore::claim,
                                chunk -> noting(chunk.merchants().run(), () -> steps.work(chunk))));
    }

    // Who looks after a run that does not go on shall not have to search the logs.
    private Uni<Void> noting(RunId run, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .call(failure ->
                        database.inTransaction(
                                tx -> runStore.note(tx, run, LastReason.of(failure))));
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

    /** Counts the runs and payouts that are late, for the gauges and the log. */
    @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> raiseStuck() {
        return database.read(client -> runStore.countStuck(client, clock.instant()))
                .invoke(count -> raise("settlement runs", stuckRuns, count))
                .chain(() -> settlements.countStuckPayouts(clock.instant()))
                .invoke(count -> raise("payouts", stuckPayouts, count))
                .onFailure()
                .invoke(failure -> LOG.warnf("what is stuck cannot be counted: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static void raise(String what, AtomicLong gauge, long count) {
        gauge.set(count);
        if (count > 0) {
            LOG.errorf("%d %s are past their final_by", count, what);
        }
    }
}
