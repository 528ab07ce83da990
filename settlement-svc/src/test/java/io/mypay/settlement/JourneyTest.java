package io.mypay.settlement;

import static io.mypay.settlement.Given.PAYMENTS;
import static io.mypay.settlement.Given.PAYOUTS;
import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.confirmRequest;
import static io.mypay.settlement.Given.event;
import static io.mypay.settlement.Given.payout;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.Given.runRequest;
import static io.mypay.settlement.World.eventually;
import static io.mypay.settlement.World.nextDate;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.settlement.v1.PayoutCompleted;
import io.mypay.settlement.v1.PayoutRequested;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.WatchSettlementRunRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class JourneyTest {
    @Inject World world;

    @Test
    void vouchers_become_a_settlement_that_is_paid_once() throws InvalidProtocolBufferException {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.publish(capture(merchant, date, 30_000, 900));
        world.publish(refund(merchant, date, 10_000, 300));

        var preview =
                staff().runSettlement(runRequest(date).toBuilder().setValidateOnly(true).build())
                        .getSettlementRun();
        assertThat(preview.getSettlementRunId()).isEmpty();
        assertThat(preview.getState()).isEqualTo(SettlementRun.State.STATE_UNSPECIFIED);
        assertThat(preview.getNet().getMinorUnits()).isEqualTo(19_400);

        var run = staff().runSettlement(runRequest(date)).getSettlementRun();
        assertThat(run.getState()).isEqualTo(SettlementRun.State.STATE_CALCULATED);
        assertThat(run.getMerchantCount()).isEqualTo(1);
        assertThat(run.getVoucherCount()).isEqualTo(2);
        assertThat(run.getGross().getMinorUnits()).isEqualTo(30_000);
        assertThat(run.getRefunded().getMinorUnits()).isEqualTo(10_000);
        assertThat(run.getCommission().getMinorUnits()).isEqualTo(600);
        assertThat(run.getNet().getMinorUnits()).isEqualTo(19_400);
        assertThat(run.hasFinalBy()).isFalse();

        var watched = watch(run);
        var confirmed = staff().confirmSettlement(confirmRequest(run)).getSettlementRun();
        assertThat(confirmed.getState()).isEqualTo(SettlementRun.State.STATE_CONFIRMED);
        assertThat(confirmed.hasFinalBy()).isTrue();

        var payout = payout(settlement(merchant, date), 1);
        eventually(() -> World.published(payout, "requested") == 1);
        var requested =
                PayoutRequested.parseFrom(
                        KafkaProbe.read(PAYOUTS, Uuid7.derive(payout.value(), "requested"))
                                .getFirst()
                                .value());
        assertThat(requested.getNet().getMinorUnits()).isEqualTo(19_400);
        assertThat(requested.getMerchantMembershipId()).isEqualTo(merchant.toString());

        var paid = world.paid(settlement(merchant, date), 1);
        assertThat(paid.getFirmbankingId())
                .isEqualTo(Uuid7.derive(payout.value(), "firmbanking").toString());
        world.reached(run, SettlementRun.State.STATE_COMPLETED);
        eventually(() -> World.published(payout, "completed") == 1);
        var completed =
                PayoutCompleted.parseFrom(
                        KafkaProbe.read(PAYOUTS, Uuid7.derive(payout.value(), "completed"))
                                .getFirst()
                                .value());
        assertThat(completed.getNet().getMinorUnits()).isEqualTo(19_400);
        assertThat(completed.getCommission().getMinorUnits()).isEqualTo(600);
        assertThat(completed.getCorporateBankCode()).isEqualTo("004");
        assertThat(completed.getFirmbankingId()).isEqualTo(paid.getFirmbankingId());
        assertThat(watched.join())
                .startsWith(SettlementRun.State.STATE_CALCULATED)
                .endsWith(SettlementRun.State.STATE_COMPLETED)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_voucher_delivered_twice_or_in_two_messages_counts_once() {
        var date = nextDate();
        var merchant = aMerchant();
        var voucher = capture(merchant, date, 10_000, 250);
        var first = event(voucher);
        var again = event(voucher);
        KafkaProbe.publish(first);
        KafkaProbe.publish(first);
        KafkaProbe.publish(again);
        world.publish(capture(merchant, date, 1, 0));
        eventually(() -> world.consumed(again.messageId()) == 1);

        world.calculated(date);

        var settlement = settlement(merchant, date);
        assertThat(settlement.getVoucherCount()).isEqualTo(2);
        assertThat(settlement.getGross().getMinorUnits()).isEqualTo(10_001);
    }

    @Test
    void a_voucher_that_comes_again_with_other_content_is_put_aside() {
        var date = nextDate();
        var merchant = aMerchant();
        var voucher = capture(merchant, date, 10_000, 250);
        world.publish(voucher);
        var changed =
                new Event(
                        Uuid7.next(Instant.now()),
                        PAYMENTS,
                        merchant.toString(),
                        PaymentCaptured.newBuilder()
                                .setVoucher(
                                        Given.proto(voucher).toBuilder()
                                                .setGross(Protos.proto(Money.krw(99_999))))
                                .build());

        KafkaProbe.publish(changed);

        eventually(() -> isDead(changed));
        world.calculated(date);
        assertThat(settlement(merchant, date).getGross().getMinorUnits()).isEqualTo(10_000);
    }

    @Test
    void a_malformed_voucher_is_put_aside_and_blocks_nobody() {
        var date = nextDate();
        var merchant = aMerchant();
        var dollars =
                Given.proto(capture(merchant, date, 100, 1)).toBuilder()
                        .setGross(
                                io.mypay.type.v1.Money.newBuilder()
                                        .setCurrencyCode("USD")
                                        .setMinorUnits(100));
        var malformed =
                new Event(
                        Uuid7.next(Instant.now()),
                        PAYMENTS,
                        merchant.toString(),
                        PaymentCaptured.newBuilder().setVoucher(dollars).build());

        KafkaProbe.publish(malformed);
        world.publish(capture(merchant, date, 500, 0));

        eventually(() -> isDead(malformed));
        world.calculated(date);
        assertThat(settlement(merchant, date).getVoucherCount()).isEqualTo(1);
    }

    @Test
    void firmbankings_that_serve_something_else_are_not_ours() {
        var recharge =
                new Event(
                        Uuid7.next(Instant.now()),
                        Given.FIRMBANKINGS,
                        "recharge",
                        FirmbankingSucceeded.newBuilder()
                                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE)
                                .setOriginId("whatever")
                                .build());

        KafkaProbe.publish(recharge);

        eventually(() -> world.consumed(recharge.messageId()) == 1);
        assertThat(isDead(recharge)).isFalse();
    }

    private boolean isDead(Event event) {
        return world.count(
                        "FROM queue_log WHERE message_id = $1 AND direction = 'IN' AND status = 'DEAD'",
                        event.messageId())
                == 1;
    }

    private static CompletableFuture<java.util.List<SettlementRun.State>> watch(SettlementRun run) {
        var states =
                staff().watchSettlementRun(
                                WatchSettlementRunRequest.newBuilder()
                                        .setSettlementRunId(run.getSettlementRunId())
                                        .build());
        // The first state proves that the watch stands before anything else happens.
        var seen = new ArrayList<SettlementRun.State>();
        seen.add(states.next().getSettlementRun().getState());
        return CompletableFuture.supplyAsync(() -> {
            states.forEachRemaining(next -> seen.add(next.getSettlementRun().getState()));
            return seen;
        });
    }
}
