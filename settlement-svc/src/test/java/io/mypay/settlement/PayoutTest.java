package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.failed;
import static io.mypay.settlement.Given.payout;
import static io.mypay.settlement.Given.succeeded;
import static io.mypay.settlement.World.atOnce;
import static io.mypay.settlement.World.eventually;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.v1.RetryPayoutRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PayoutTest {
    @Inject World world;

    @Test
    void a_payout_that_failed_is_retried_and_paid_once() {
        var settlement = aRequestedSettlement(10_000, 250);
        var first = payout(settlement, 1);
        KafkaProbe.publish(failed(first, "ACCOUNT_CLOSED"));
        var unpaid = world.reached(settlement, Settlement.State.STATE_PAYOUT_FAILED);
        assertThat(unpaid.getFailureReason()).isEqualTo("ACCOUNT_CLOSED");
        eventually(() -> World.published(first, "failed") == 1);
        assertThat(runOf(settlement).getState()).isEqualTo(SettlementRun.State.STATE_PAYING);

        var again = staff().retryPayout(retryRequest(settlement)).getSettlement();
        assertThat(again.getState()).isEqualTo(Settlement.State.STATE_PAYOUT_REQUESTED);
        assertThat(again.getFailureReason()).isEmpty();
        var second = payout(settlement, 2);
        eventually(() -> World.published(second, "requested") == 1);

        // What is told late about the first attempt must not touch the second.
        taken(failed(first, "ACCOUNT_CLOSED"));
        assertThat(now(settlement).getState()).isEqualTo(Settlement.State.STATE_PAYOUT_REQUESTED);
        var contradiction = succeeded(first, settlement);
        taken(contradiction);
        assertThat(isDead(contradiction)).isTrue();
        assertThat(now(settlement).getState()).isEqualTo(Settlement.State.STATE_PAYOUT_REQUESTED);

        var outcome = succeeded(second, settlement);
        KafkaProbe.publish(outcome);
        KafkaProbe.publish(outcome);
        world.reached(settlement, Settlement.State.STATE_PAID);
        taken(succeeded(second, settlement));
        eventually(() -> World.published(second, "completed") == 1);
        assertThat(World.published(first, "completed")).isZero();
        eventually(() -> runOf(settlement).getState() == SettlementRun.State.STATE_COMPLETED);
    }

    @Test
    void of_many_retries_at_once_one_makes_the_next_attempt() {
        var settlement = aFailedSettlement();

        var outcomes = atOnce(10, () -> retry(settlement));

        assertThat(outcomes).containsOnlyOnce("REQUESTED");
        assertThat(outcomes.stream().filter("PAYOUT_NOT_FAILED"::equals)).hasSize(9);
        assertThat(attempts(settlement)).isEqualTo(2);
    }

    @Test
    void the_same_retry_answers_the_same() {
        var settlement = aFailedSettlement();
        var client = World.staffClient();
        var stub = client.stub(SettlementServiceGrpc::newBlockingStub);
        var request = retryRequest(settlement);

        var first = stub.retryPayout(request);
        var second = stub.retryPayout(request);

        assertThat(second).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(attempts(settlement)).isEqualTo(2);
        var other = request.toBuilder().setSettlementId(UUID.randomUUID().toString()).build();
        assertThat(TestClient.errorOf(() -> stub.retryPayout(other)).reason())
                .isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void a_payout_that_did_not_fail_is_not_retried() {
        var settlement = aRequestedSettlement(5_000, 0);
        var request = retryRequest(settlement);

        var error = TestClient.errorOf(() -> staff().retryPayout(request));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("PAYOUT_NOT_FAILED");
        assertThat(attempts(settlement)).isEqualTo(1);
        assertThat(
                        world.count(
                                "FROM request WHERE request_id = $1::text::uuid",
                                request.getRequestId()))
                .isZero();
    }

    @Test
    void a_settlement_that_is_not_there_is_not_retried() {
        var request =
                RetryPayoutRequest.newBuilder()
                        .setRequestId(TestClient.requestId())
                        .setSettlementId(UUID.randomUUID().toString())
                        .build();

        var error = TestClient.errorOf(() -> staff().retryPayout(request));

        assertThat(error.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(error.reason()).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_payout_of_another_amount_is_put_aside_for_a_person() {
        var settlement = aRequestedSettlement(10_000, 250);
        var wrong =
                succeeded(
                        payout(settlement, 1),
                        settlement.toBuilder()
                                .setNet(settlement.getNet().toBuilder().setMinorUnits(1))
                                .build());

        taken(wrong);

        assertThat(isDead(wrong)).isTrue();
        assertThat(now(settlement).getState()).isEqualTo(Settlement.State.STATE_PAYOUT_REQUESTED);
    }

    private Settlement aRequestedSettlement(long gross, long commission) {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, gross, commission));
        world.paying(date);
        return settlement(merchant, date);
    }

    private Settlement aFailedSettlement() {
        var settlement = aRequestedSettlement(1_000, 25);
        KafkaProbe.publish(failed(payout(settlement, 1), "BANK_CONTRACT_NOT_VALID"));
        return world.reached(settlement, Settlement.State.STATE_PAYOUT_FAILED);
    }

    private void taken(Event event) {
        KafkaProbe.publish(event);
        eventually(() -> world.consumed(event.messageId()) == 1);
    }

    private boolean isDead(Event event) {
        return world.count(
                        "FROM queue_log WHERE message_id = $1 AND direction = 'IN' AND status = 'DEAD'",
                        event.messageId())
                == 1;
    }

    private long attempts(Settlement settlement) {
        return world.count(
                "FROM payout WHERE settlement_id = $1",
                UUID.fromString(settlement.getSettlementId()));
    }

    private static Settlement now(Settlement settlement) {
        return World.settlements(
                        io.mypay.kit.id.MembershipId.parse(settlement.getMerchantMembershipId()),
                        settlement.getBusinessDate())
                .getFirst();
    }

    private static SettlementRun runOf(Settlement settlement) {
        return World.find(
                SettlementRun.newBuilder()
                        .setSettlementRunId(settlement.getSettlementRunId())
                        .build());
    }

    private static String retry(Settlement settlement) {
        try {
            staff().retryPayout(retryRequest(settlement));
            return "REQUESTED";
        } catch (io.grpc.StatusRuntimeException e) {
            return io.mypay.kit.testing.GrpcErrors.of(e).reason();
        }
    }

    private static RetryPayoutRequest retryRequest(Settlement settlement) {
        return RetryPayoutRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setSettlementId(settlement.getSettlementId())
                .build();
    }
}
