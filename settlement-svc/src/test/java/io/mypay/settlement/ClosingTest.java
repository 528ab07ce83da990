package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.runRequest;
import static io.mypay.settlement.World.atOnce;
import static io.mypay.settlement.World.await;
import static io.mypay.settlement.World.nextDate;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.run.RunSweeps;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ClosingTest {
    @Inject World world;
    @Inject RunSweeps sweeps;

    @Test
    void a_voucher_that_comes_after_the_close_belongs_to_the_next_date() {
        var date = nextDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, 1_000, 25));
        world.calculated(date);

        world.publish(capture(merchant, date, 2_000, 50));
        world.calculated(date.plusDays(1));

        assertThat(settlement(merchant, date).getGross().getMinorUnits()).isEqualTo(1_000);
        assertThat(settlement(merchant, date.plusDays(1)).getGross().getMinorUnits())
                .isEqualTo(2_000);
    }

    @Test
    void closing_a_date_settles_the_open_dates_before_it_too() {
        var date = nextDate();
        var merchant = aMerchant();
        world.arrived(
                capture(merchant, date, 1, 0),
                capture(merchant, date.plusDays(2), 10, 0),
                capture(merchant, date.plusDays(3), 100, 0));

        world.calculated(date.plusDays(2));

        assertThat(settlement(merchant, date.plusDays(2)).getGross().getMinorUnits()).isEqualTo(11);
    }

    @Test
    void vouchers_that_arrive_while_the_date_closes_are_each_settled_once() {
        var date = world.freshDate();
        var merchants = IntStream.range(0, 7).mapToObj(_ -> aMerchant()).toList();
        var isClosed = new AtomicBoolean();
        var arriving =
                CompletableFuture.supplyAsync(
                        () -> atOnce(6, () -> arrivalsUntil(isClosed, merchants, date)));
        World.eventually(() -> world.count("FROM voucher WHERE settlement_date = $1", date) > 20);

        var first = world.calculated(date);
        isClosed.set(true);
        var count = arriving.join().stream().mapToInt(Integer::intValue).sum();
        var second = world.calculated(date.plusDays(1));

        assertThat(second.getVoucherCount()).isPositive();
        assertThat(first.getVoucherCount() + second.getVoucherCount()).isEqualTo(count);
        assertThat(first.getGross().getMinorUnits()).isEqualTo(1_000L * first.getVoucherCount());
        assertThat(second.getGross().getMinorUnits()).isEqualTo(1_000L * second.getVoucherCount());
        assertThat(world.count("FROM voucher WHERE settlement_date = $1", date))
                .isEqualTo(first.getVoucherCount());
    }

    /** Some of them come before the close, some during it, and the last one surely after it. */
    private int arrivalsUntil(
            AtomicBoolean isClosed, List<MembershipId> merchants, LocalDate date) {
        for (var count = 1; ; count++) {
            var isLast = isClosed.get();
            await(world.arrive(capture(merchants.get(count % 7), date, 1_000, 25)));
            if (isLast) {
                return count;
            }
        }
    }

    @Test
    void a_date_has_one_run_however_many_start_it_at_once() {
        var date = nextDate();
        world.arrived(capture(aMerchant(), date, 1_000, 25));

        var runs = atOnce(12, () -> staff().runSettlement(runRequest(date)).getSettlementRun());

        assertThat(runs)
                .extracting(SettlementRun::getSettlementRunId)
                .hasSize(12)
                .containsOnly(runs.getFirst().getSettlementRunId());
        assertThat(world.count("FROM settlement_run WHERE business_date = $1", date)).isEqualTo(1);
    }

    @Test
    void asking_again_returns_the_run_even_when_later_dates_are_closed() {
        var date = nextDate();
        var run = world.calculated(date);
        world.calculated(date.plusDays(1));

        var again = staff().runSettlement(runRequest(date)).getSettlementRun();

        assertThat(again).isEqualTo(run);
    }

    @Test
    void the_same_request_answers_the_same_and_is_marked_as_replay() {
        var client = World.staffClient();
        var stub = client.stub(SettlementServiceGrpc::newBlockingStub);
        var request = runRequest(nextDate());
        var first = stub.runSettlement(request);
        assertThat(client.trailer("idempotency-replayed")).isEmpty();

        var second = stub.runSettlement(request);

        assertThat(second.getSettlementRun().getSettlementRunId())
                .isEqualTo(first.getSettlementRun().getSettlementRunId());
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        var other =
                request.toBuilder().setBusinessDate(Protos.proto(LocalDate.of(2000, 1, 1))).build();
        var error = TestClient.errorOf(() -> stub.runSettlement(other));
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void a_date_that_has_not_begun_in_seoul_is_refused() {
        var tomorrow = BusinessDates.of(Instant.now()).plusDays(1);
        var error = TestClient.errorOf(() -> staff().runSettlement(runRequest(tomorrow)));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("BUSINESS_DATE_IN_FUTURE");
        assertThat(world.count("FROM settlement_run WHERE business_date = $1", tomorrow)).isZero();
    }

    @Test
    void a_date_before_a_closed_one_is_refused_and_leaves_nothing() {
        var date = nextDate();
        world.calculated(date);
        var before = runRequest(date.minusDays(5));
        var preview = before.toBuilder().setValidateOnly(true).build();

        var error = TestClient.errorOf(() -> staff().runSettlement(before));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("BUSINESS_DATE_BEFORE_CLOSED");
        assertThat(error.metadata()).containsEntry("closed_until", date.toString());
        assertThat(TestClient.errorOf(() -> staff().runSettlement(preview)).reason())
                .isEqualTo("BUSINESS_DATE_BEFORE_CLOSED");
        assertThat(
                        world.count(
                                "FROM request WHERE request_id = $1::text::uuid",
                                before.getRequestId()))
                .isZero();
    }

    @Test
    void a_preview_closes_nothing() {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, 1_000, 25));
        var preview = runRequest(date).toBuilder().setValidateOnly(true).build();

        var quoted = staff().runSettlement(preview).getSettlementRun();
        world.arrived(capture(merchant, date, 2_000, 50));
        var run = world.calculated(date);

        assertThat(quoted.getNet().getMinorUnits()).isEqualTo(975);
        assertThat(quoted.getMerchantCount()).isEqualTo(1);
        assertThat(run.getNet().getMinorUnits()).isEqualTo(2_925);
    }

    @Test
    void what_is_malformed_or_unknown_is_said_so() {
        var halfADate =
                runRequest(nextDate()).toBuilder()
                        .setBusinessDate(com.google.type.Date.newBuilder().setYear(2001))
                        .build();
        var malformed = TestClient.errorOf(() -> staff().runSettlement(halfADate));
        assertThat(malformed.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(malformed.fields()).containsExactly("business_date");

        var unknown =
                TestClient.errorOf(() ->
                        staff().getSettlementRun(
                                        GetSettlementRunRequest.newBuilder()
                                                .setBusinessDate(
                                                        Protos.proto(LocalDate.of(1999, 1, 1)))
                                                .build()));
        assertThat(unknown.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(unknown.reason()).isEqualTo("NOT_FOUND");
    }

    @Test
    void the_daily_run_is_content_when_the_date_was_settled_with_a_later_one() {
        var date = nextDate();
        world.calculated(date.plusDays(1));
        var at = date.atTime(17, 0).toInstant(ZoneOffset.UTC);

        await(sweeps.settleLastDate(at));

        assertThat(world.count("FROM settlement_run WHERE business_date = $1", date)).isZero();
    }

    @Test
    void the_daily_run_settles_the_date_that_is_over_once() {
        var date = world.freshDate();
        world.arrived(capture(aMerchant(), date, 1_000, 25));
        // Two in the morning in Seoul, on the day after.
        var at = date.atTime(17, 0).toInstant(ZoneOffset.UTC);

        atOnce(3, () -> await(sweeps.settleLastDate(at).replaceWith(true)));

        var run =
                staff().getSettlementRun(
                                GetSettlementRunRequest.newBuilder()
                                        .setBusinessDate(Protos.proto(date))
                                        .build())
                        .getSettlementRun();
        assertThat(run.getState()).isEqualTo(SettlementRun.State.STATE_CALCULATED);
        assertThat(run.getVoucherCount()).isEqualTo(1);
    }
}
