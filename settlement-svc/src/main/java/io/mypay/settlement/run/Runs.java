package io.mypay.settlement.run;

import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.settlement.SettlementRefusal;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.calendar.Closings;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.RunId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What people do with runs: start, look at, confirm. */
@ApplicationScoped
public class Runs {
    private static final Money ZERO = Money.krw(0);
    private static final Totals NOTHING_YET = new Totals(0, 0, ZERO, ZERO, ZERO, ZERO);

    private final Database database;
    private final Closings closings;
    private final RunStore runs;
    private final TotalsStore totals;
    private final StuckLists stuckLists;
    private final Duration finalWithin;

    Runs(
            Database database,
            Closings closings,
            RunStore runs,
            TotalsStore totals,
            StuckLists stuckLists,
            @ConfigProperty(name = "mypay.settlement.final-within") Duration finalWithin) {
        this.database = database;
        this.closings = closings;
        this.runs = runs;
        this.totals = totals;
        this.stuckLists = stuckLists;
        this.finalWithin = finalWithin;
    }

    /** The date's run; if there is none, the date is closed and the run begins. */
    public Uni<SettlementRun> run(SqlConnection tx, LocalDate date, String by, Instant now) {
        requireBegun(date, now);
        return runs.find(tx, date)
                .chain(found ->
                        found.map(Runs::just).orElseGet(() -> closeAndBegin(tx, date, by, now)));
    }

    /** What the date's run comes to so far. */
    public Uni<Preview> preview(LocalDate date, Instant now) {
        requireBegun(date, now);
        return database.read(client -> totalsSoFar(client, date))
                .map(sum -> new Preview(date, sum));
    }

    /** Lets the payouts begin. Whoever comes second is told that the run is confirmed already. */
    public Uni<SettlementRun> confirm(SqlConnection tx, RunId id, String by, Instant now) {
        return runs.lock(tx, id)
                .map(found ->
                        confirmed(required(found, id), new Confirmation(by, now, finalWithin)))
                .call(run -> runs.save(tx, run))
                .map(run -> run);
    }

    public Uni<SettlementRun> get(RunId id) {
        return database.read(client -> runs.find(client, id)).map(found -> required(found, id));
    }

    public Uni<SettlementRun> get(LocalDate date) {
        return database.read(client -> runs.find(client, date))
                .map(found -> found.orElseThrow(() -> notFound(date.toString())));
    }

    /** What should have gone on or be completed by now. */
    public Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(RunStore.STUCK, pageSize, pageToken);
    }

    /** As the primary has it: for who has just changed it. */
    public Uni<SettlementRun> current(RunId id) {
        return database.inTransaction(tx -> runs.find(tx, id)).map(found -> required(found, id));
    }

    // Two that start one date at once meet at the lock; the second finds the first one's run.
    private Uni<SettlementRun> closeAndBegin(
            SqlConnection tx, LocalDate date, String by, Instant now) {
        return closings.holdArrivals(tx)
                .chain(() -> runs.find(tx, date))
                .chain(found ->
                        found.map(Runs::just)
                                .orElseGet(() ->
                                        closings.close(tx, date)
                                                .chain(period -> begin(tx, period, by, now))));
    }

    private Uni<SettlementRun> begin(SqlConnection tx, Period period, String by, Instant now) {
        var head = new SettlementRun.Head(new RunId(Uuid7.next(now)), period, now);
        var run = new SettlementRun.Collecting(head, NOTHING_YET, false, now);
        return runs.insert(tx, run, by).replaceWith(run);
    }

    private Uni<Totals> totalsSoFar(SqlClient client, LocalDate date) {
        return runs.find(client, date)
                .chain(found ->
                        found.map(run -> Uni.createFrom().item(run.totals()))
                                .orElseGet(() ->
                                        closings.openPeriod(client, date)
                                                .chain(period -> totals.ofPeriod(client, period))));
    }

    private static SettlementRun.Confirmed confirmed(SettlementRun run, Confirmation confirmation) {
        return switch (run) {
            case SettlementRun.Calculated calculated -> calculated.confirm(confirmation);
            case SettlementRun.Collecting _,
                    SettlementRun.Confirmed _,
                    SettlementRun.Paying _,
                    SettlementRun.Completed _ ->
                    throw new Refused(new SettlementRefusal.RunNotCalculated(run.state()));
        };
    }

    private static void requireBegun(LocalDate date, Instant now) {
        var today = BusinessDates.of(now);
        if (date.isAfter(today)) {
            throw new Refused(new SettlementRefusal.BusinessDateInFuture(today));
        }
    }

    private static Uni<SettlementRun> just(SettlementRun run) {
        return Uni.createFrom().item(run);
    }

    private static SettlementRun required(Optional<SettlementRun> found, RunId id) {
        return found.orElseThrow(() -> notFound(id.toString()));
    }

    private static Refused notFound(String key) {
        return new Refused(new Common.NotFound("settlement_run", key));
    }
}
