package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.confirmRequest;
import static io.mypay.settlement.Given.payout;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.World.atOnce;
import static io.mypay.settlement.World.await;
import static io.mypay.settlement.World.nextDate;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.run.RunSteps;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ConfirmTest {
    @Inject World world;
    @Inject RunSteps steps;

    @Test
    void an_empty_date_completes_with_its_confirmation() {
        var run = world.calculated(world.freshDate());
        assertThat(run.getMerchantCount()).isZero();

        staff().confirmSettlement(confirmRequest(run));

        var completed = world.reached(run, SettlementRun.State.STATE_COMPLETED);
        assertThat(completed.hasFinalBy()).isTrue();
        var again = TestClient.errorOf(() -> staff().confirmSettlement(confirmRequest(run)));
        assertThat(again.reason()).isEqualTo("RUN_NOT_CALCULATED");
        assertThat(again.metadata()).containsEntry("state", "COMPLETED");
    }

    @Test
    void of_many_confirmations_at_once_one_wins_and_every_merchant_is_paid_once() {
        var date = world.freshDate();
        var merchants = IntStream.range(0, 8).mapToObj(_ -> aMerchant()).toList();
        merchants.forEach(merchant -> world.arrived(capture(merchant, date, 1_000, 25)));
        var run = world.calculated(date);

        var outcomes = atOnce(10, () -> confirm(run));
        // Workers on several instances.
        atOnce(4, () -> await(steps.advance(RunId.parse(run.getSettlementRunId())).replaceWith(1)));

        assertThat(outcomes).containsOnlyOnce("CONFIRMED");
        assertThat(outcomes.stream().filter("RUN_NOT_CALCULATED"::equals)).hasSize(9);
        world.reached(run, SettlementRun.State.STATE_PAYING);
        for (var merchant : merchants) {
            var requested =
                    world.reached(
                            settlement(merchant, date), Settlement.State.STATE_PAYOUT_REQUESTED);
            World.eventually(() -> World.published(payout(requested, 1), "requested") == 1);
        }
        assertThat(
                        world.count(
                                "FROM payout JOIN settlement USING (settlement_id) WHERE run_id = $1",
                                UUID.fromString(run.getSettlementRunId())))
                .isEqualTo(8);
    }

    @Test
    void the_snapshot_has_a_line_per_voucher_with_the_terms_used() {
        var date = nextDate();
        var merchant = aMerchant();
        var captured = capture(merchant, date, 30_000, 900);
        var refunded = refund(merchant, date, 10_000, 300);
        world.arrived(captured, refunded);

        world.paying(date);

        var lines =
                world.rows(
                        """
                        SELECT voucher_id, kind, gross, commission_basis_points, commission, net
                          FROM settlement_line
                         WHERE settlement_id = $1
                         ORDER BY kind
                        """,
                        UUID.fromString(settlement(merchant, date).getSettlementId()));
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().getUUID("voucher_id")).isEqualTo(captured.id().value());
        assertThat(lines.getFirst().getInteger("commission_basis_points")).isEqualTo(250);
        assertThat(lines.getFirst().getLong("net")).isEqualTo(29_100);
        assertThat(lines.getLast().getString("kind")).isEqualTo("REFUND");
        assertThat(lines.getLast().getLong("net")).isEqualTo(9_700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE settlement_line SET gross = gross + 1",
                "DELETE FROM settlement_line",
                "UPDATE voucher SET commission = 0",
                "DELETE FROM voucher",
                "UPDATE settlement SET gross = gross + 1, net = net + 1 WHERE state <> 'CALCULATED'",
                "UPDATE settlement SET merchant_id = run_id WHERE state <> 'CALCULATED'",
                "DELETE FROM settlement WHERE state <> 'CALCULATED'",
            })
    void what_is_confirmed_cannot_be_changed_even_by_hand(String sql) {
        var date = nextDate();
        world.arrived(capture(aMerchant(), date, 1_000, 25));
        world.paying(date);

        assertThatThrownBy(() -> world.rows(sql)).hasMessageContaining("immutable");
    }

    @Test
    void the_same_confirmation_answers_the_same() {
        var run = world.calculated(nextDate());
        var client = World.staffClient();
        var stub = client.stub(SettlementServiceGrpc::newBlockingStub);
        var request = confirmRequest(run);

        var first = stub.confirmSettlement(request);
        world.reached(run, SettlementRun.State.STATE_COMPLETED);
        var second = stub.confirmSettlement(request);

        assertThat(second).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        var other = request.toBuilder().setSettlementRunId(UUID.randomUUID().toString()).build();
        assertThat(TestClient.errorOf(() -> stub.confirmSettlement(other)).reason())
                .isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void a_run_that_is_not_there_cannot_be_confirmed() {
        var unknown =
                ConfirmSettlementRequest.newBuilder()
                        .setRequestId(TestClient.requestId())
                        .setSettlementRunId(UUID.randomUUID().toString())
                        .build();

        var error = TestClient.errorOf(() -> staff().confirmSettlement(unknown));

        assertThat(error.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(error.metadata()).containsEntry("id", unknown.getSettlementRunId());
    }

    private static String confirm(SettlementRun run) {
        try {
            staff().confirmSettlement(confirmRequest(run));
            return "CONFIRMED";
        } catch (io.grpc.StatusRuntimeException e) {
            return io.mypay.kit.testing.GrpcErrors.of(e).reason();
        }
    }
}
