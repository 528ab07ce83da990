package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.confirmRequest;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.Given.runRequest;
import static io.mypay.settlement.World.await;
import static io.mypay.settlement.World.nextDate;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.run.RunSweeps;
import io.mypay.settlement.run.Runs;
import io.mypay.settlement.v1.ListStuckPayoutsRequest;
import io.mypay.settlement.v1.ListStuckSettlementRunsRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.type.v1.Stuck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A process may die between any two transactions; what it leaves is set here by hand. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ResumeTest {
    @Inject World world;
    @Inject Database database;
    @Inject Runs runs;
    @Inject RunSweeps sweeps;
    @Inject MeterRegistry meters;

    @Test
    void a_run_left_after_the_close_is_calculated() {
        var date = world.freshDate();
        var merchants = someMerchants(date);

        var run = await(database.inTransaction(tx -> runs.run(tx, date, "staff", Instant.now())));

        var calculated =
                world.reached(message(run.head().id()), SettlementRun.State.STATE_CALCULATED);
        assertThat(calculated.getMerchantCount()).isEqualTo(merchants.size());
    }

    @Test
    void a_run_left_with_some_chunks_calculated_gets_the_others() {
        var date = world.freshDate();
        someMerchants(date);
        var run = world.calculated(date);
        var before = settlements(run);
        var uncalculated =
                world.rows(
                        """
                        UPDATE settlement_chunk
                           SET state = 'OPEN', next_attempt_at = now() + interval '1 hour'
                         WHERE run_id = $1 AND number > 0
                        RETURNING first_merchant, last_merchant
                        """,
                        id(run));
        for (var chunk : uncalculated) {
            world.rows(
                    "DELETE FROM settlement WHERE run_id = $1 AND merchant_id BETWEEN $2 AND $3",
                    id(run),
                    chunk.getUUID("first_merchant"),
                    chunk.getUUID("last_merchant"));
        }
        world.rows("UPDATE settlement_run SET state = 'COLLECTING' WHERE run_id = $1", id(run));

        leaseEnds(run);

        assertThat(world.reached(run, SettlementRun.State.STATE_CALCULATED).getNet())
                .isEqualTo(run.getNet());
        assertThat(settlements(run)).isEqualTo(before);
    }

    @Test
    void a_calculation_done_again_gives_the_same_rows_ids_included() {
        var date = world.freshDate();
        var merchants = someMerchants(date);
        var unlucky = merchants.getFirst();
        world.arrived(refund(unlucky, date, 50_000, 1_250));
        world.paying(date);
        world.arrived(capture(unlucky, date.plusDays(1), 99_000, 2_475));
        var run = world.calculated(date.plusDays(1));
        var before = settlements(run);
        assertThat(settlement(unlucky, date.plusDays(1)).getCarriedOver().getMinorUnits())
                .isNegative();

        world.rows(
                """
                UPDATE settlement
                   SET consumed_by = NULL
                 WHERE consumed_by IN (SELECT settlement_id FROM settlement WHERE run_id = $1)
                """,
                id(run));
        world.rows("DELETE FROM settlement WHERE run_id = $1", id(run));
        world.rows("DELETE FROM settlement_chunk WHERE run_id = $1", id(run));
        world.rows(
                """
                UPDATE settlement_run
                   SET state = 'COLLECTING', chunk_count = NULL, next_attempt_at = now()
                 WHERE run_id = $1
                """,
                id(run));

        world.reached(run, SettlementRun.State.STATE_CALCULATED);
        assertThat(settlements(run)).isEqualTo(before);
    }

    @Test
    void a_run_left_after_its_confirmation_is_paid_out() {
        var date = world.freshDate();
        var merchants = someMerchants(date);
        var run = world.calculated(date);

        await(
                database.inTransaction(tx ->
                        runs.confirm(
                                tx,
                                RunId.parse(run.getSettlementRunId()),
                                "staff",
                                Instant.now())));

        world.reached(run, SettlementRun.State.STATE_PAYING);
        merchants.forEach(merchant ->
                world.reached(settlement(merchant, date), Settlement.State.STATE_PAYOUT_REQUESTED));
    }

    @Test
    void a_worker_that_died_with_its_chunk_is_replaced_when_its_lease_ends() {
        var date = world.freshDate();
        var merchants = someMerchants(date);
        var run = world.calculated(date);
        world.rows(
                "UPDATE settlement_chunk SET attempts = 1, next_attempt_at = now() + interval '1 hour' WHERE run_id = $1 AND number = 1",
                id(run));
        staff().confirmSettlement(confirmRequest(run));
        World.eventually(() -> chunks(run, "CALCULATED") == 1);
        assertThat(World.find(run).getState()).isEqualTo(SettlementRun.State.STATE_CONFIRMED);

        leaseEnds(run);

        world.reached(run, SettlementRun.State.STATE_PAYING);
        merchants.forEach(merchant ->
                world.reached(settlement(merchant, date), Settlement.State.STATE_PAYOUT_REQUESTED));
    }

    @Test
    void a_run_left_paying_with_nothing_to_pay_completes() {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(refund(merchant, date, 100, 2));
        var run = world.paying(date);
        world.rows(
                "UPDATE settlement_run SET state = 'PAYING', next_attempt_at = now() WHERE run_id = $1",
                id(run));

        world.reached(run, SettlementRun.State.STATE_COMPLETED);
        assertThat(settlement(merchant, date).getState())
                .isEqualTo(Settlement.State.STATE_CARRIED_OVER);
    }

    @Test
    void the_schema_derives_the_ids_that_the_language_derives() {
        var run = Uuid7.next(Instant.now());
        var merchant = UUID.randomUUID();

        var derived =
                world.rows("SELECT settlement_id_of($1, $2)", run, merchant).getFirst().getUUID(0);

        assertThat(derived).isEqualTo(Uuid7.derive(run, "settlement-" + merchant));
    }

    @Test
    void asking_again_for_a_run_takes_it_up() {
        var date = nextDate();
        someMerchants(date);
        await(database.inTransaction(tx -> runs.run(tx, date, "staff", Instant.now())));

        var run = staff().runSettlement(runRequest(date)).getSettlementRun();

        assertThat(run.getState()).isEqualTo(SettlementRun.State.STATE_CALCULATED);
    }

    @Test
    void a_run_and_a_payout_past_their_times_are_raised_and_listed_until_they_end() {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, 1_000, 25));
        var run = world.paying(date);
        world.rows(
                "UPDATE settlement_run SET final_by = now() - interval '1 hour' WHERE run_id = $1",
                id(run));
        world.rows(
                "UPDATE settlement SET updated_at = now() - interval '25 hours' WHERE run_id = $1",
                id(run));

        await(sweeps.raiseStuck());

        assertThat(meters.get("mypay_settlement_runs_stuck").gauge().value()).isPositive();
        assertThat(meters.get("mypay_payouts_stuck").gauge().value()).isPositive();
        var settlement = World.settlement(merchant, date);
        var late = stuckRun(run);
        assertThat(late.getState()).isEqualTo("PAYING");
        assertThat(late.getFinalBy()).isEqualTo(World.find(run).getFinalBy());
        var payout = stuckPayout(settlement);
        assertThat(payout.getMembershipId()).isEqualTo(merchant.toString());
        assertThat(payout.getFinalBy()).isEqualTo(settlement.getFinalBy());
        assertThat(payout.getAttempts()).isEqualTo(1);

        world.paid(settlement, 1);
        world.reached(run, SettlementRun.State.STATE_COMPLETED);

        assertThat(stuckRuns()).noneMatch(it -> it.getId().equals(run.getSettlementRunId()));
        assertThat(stuckPayouts()).noneMatch(it -> it.getId().equals(payout.getId()));
    }

    @Test
    void a_run_that_is_not_calculated_in_time_is_raised_and_listed_with_its_reason() {
        var date = world.freshDate();
        someMerchants(date);
        var head =
                await(database.inTransaction(tx -> runs.run(tx, date, "staff", Instant.now())))
                        .head();
        var run = message(head.id());
        world.rows(
                """
                UPDATE settlement_run
                   SET created_at = now() - interval '61 minutes',
                       last_reason = 'StorageUnavailable',
                       next_attempt_at = now() + interval '1 hour'
                 WHERE run_id = $1
                """,
                id(run));

        await(sweeps.raiseStuck());

        assertThat(meters.get("mypay_settlement_runs_stuck").gauge().value()).isPositive();
        assertThat(stuckRun(run).getState()).isEqualTo("COLLECTING");
        assertThat(stuckRun(run).getLastReason()).isEqualTo("StorageUnavailable");
        world.calculated(date);
        assertThat(stuckRuns()).noneMatch(it -> it.getId().equals(run.getSettlementRunId()));
    }

    private static Stuck stuckRun(SettlementRun run) {
        return only(stuckRuns(), run.getSettlementRunId());
    }

    private static Stuck stuckPayout(Settlement settlement) {
        return only(stuckPayouts(), settlement.getSettlementId());
    }

    private static Stuck only(List<Stuck> all, String id) {
        assertThat(all).filteredOn(it -> it.getId().equals(id)).hasSize(1);
        return all.stream().filter(it -> it.getId().equals(id)).findFirst().orElseThrow();
    }

    private static List<Stuck> stuckRuns() {
        var request = ListStuckSettlementRunsRequest.newBuilder().setPageSize(1_000).build();
        return staff().listStuckSettlementRuns(request).getStuckList();
    }

    private static List<Stuck> stuckPayouts() {
        var request = ListStuckPayoutsRequest.newBuilder().setPageSize(1_000).build();
        return staff().listStuckPayouts(request).getStuckList();
    }

    /** Eight merchants are three chunks. */
    private List<MembershipId> someMerchants(LocalDate date) {
        var merchants = IntStream.range(0, 8).mapToObj(_ -> aMerchant()).toList();
        for (var merchant : merchants) {
            world.arrived(capture(merchant, date, 10_000, 250), capture(merchant, date, 3_000, 75));
        }
        return merchants;
    }

    private void leaseEnds(SettlementRun run) {
        world.rows(
                "UPDATE settlement_chunk SET next_attempt_at = now() WHERE run_id = $1", id(run));
        world.rows("UPDATE settlement_run SET next_attempt_at = now() WHERE run_id = $1", id(run));
    }

    private long chunks(SettlementRun run, String state) {
        return world.count(
                "FROM settlement_chunk WHERE run_id = $1 AND state = $2", id(run), state);
    }

    /** Everything but the times. */
    private List<String> settlements(SettlementRun run) {
        return world
                .rows(
                        """
                        SELECT (to_jsonb(s) - 'created_at' - 'updated_at')::text
                          FROM settlement s
                         WHERE run_id = $1
                         ORDER BY settlement_id
                        """,
                        id(run))
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static UUID id(SettlementRun run) {
        return UUID.fromString(run.getSettlementRunId());
    }

    private static SettlementRun message(RunId id) {
        return SettlementRun.newBuilder().setSettlementRunId(id.toString()).build();
    }
}
