package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.RechargeFailed;
import io.mypay.money.v1.RechargeSucceeded;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.funding.RechargeId;
import io.mypay.remittance.ledger.Postings;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.Remittance.State;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rows that the sweeper does not touch, so only the messages can move them. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class MessageTest {
    private static final String FIRMBANKINGS = "mypay.banking.firmbanking.v1";
    private static final String RECHARGES = "mypay.money.recharge.v1";
    private static final Trail COMMANDED = Trail.NONE.with(Orders.aFirmbankingId());

    @Inject Rows rows;
    @Inject Postings postings;

    private final Member mina = Member.with(20_000);

    @Test
    void a_firmbanking_that_succeeded_completes_once_though_told_twice() {
        var order = onHold();
        rows.driven(new Remittance.Sent(order, COMMANDED, order.requestedAt()));
        var event = event(FIRMBANKINGS, succeeded(order));

        KafkaProbe.publish(event);
        KafkaProbe.publish(event);
        var last = event(FIRMBANKINGS, unrelated());
        KafkaProbe.publish(last);

        await().until(() -> mina.isFinal(order.id().toString()));
        await().until(() -> rows.received(last).equals("DONE"));
        var remittance = mina.read(order.id().toString());
        assertThat(remittance.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(mina.available()).isEqualTo(9_500);
        assertThat(mina.held()).isZero();
        assertThat(Neighbours.LEDGER.applied(order.id().toString())).isEqualTo(3);
        assertThat(rows.events(order.id().toString())).isEqualTo(1);
    }

    @Test
    void a_firmbanking_that_ended_before_its_answer_was_recorded_is_taken() {
        var order = onHold();
        rows.driven(new Remittance.Held(order, Trail.NONE, order.requestedAt()));
        var event = succeeded(order);

        KafkaProbe.publish(event(FIRMBANKINGS, event));

        await().until(() -> mina.isFinal(order.id().toString()));
        var remittance = mina.read(order.id().toString());
        assertThat(remittance.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(remittance.getFirmbankingId()).isEqualTo(event.getFirmbankingId());
    }

    @Test
    void a_firmbanking_that_failed_releases_the_hold() {
        var order = onHold();
        rows.driven(new Remittance.Sent(order, COMMANDED, order.requestedAt()));

        KafkaProbe.publish(
                event(
                        FIRMBANKINGS,
                        FirmbankingFailed.newBuilder()
                                .setFirmbankingId(Orders.anId().toString())
                                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE)
                                .setOriginId(order.id().toString())
                                .setFailureReason("ACCOUNT_CLOSED")
                                .build()));

        await().until(() -> mina.isFinal(order.id().toString()));
        assertThat(mina.read(order.id().toString()).getFailureReason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(mina.available()).isEqualTo(20_000);
        assertThat(mina.held()).isZero();
    }

    @Test
    void cash_that_went_out_for_a_failed_remittance_is_raised_as_a_dead_letter() {
        var order = Orders.toBank(mina.id, 10_000);
        var reason = new FailureReason("ACCOUNT_CLOSED");
        rows.driven(new Remittance.Failed(order, COMMANDED, reason, order.requestedAt()));
        var event = event(FIRMBANKINGS, succeeded(order));

        KafkaProbe.publish(event);

        await().until(() -> rows.received(event).equals("DEAD"));
        assertThat(rows.state(order.id().toString())).isEqualTo("FAILED");
    }

    @Test
    void a_recharge_that_succeeded_lets_the_remittance_go_on() {
        var recharge = Orders.aRechargeId();
        var order = recharging(recharge);

        KafkaProbe.publish(
                event(
                        RECHARGES,
                        RechargeSucceeded.newBuilder().setRechargeId(recharge.toString()).build()));

        await().until(() -> mina.isFinal(order.id().toString()));
        assertThat(mina.read(order.id().toString()).getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(mina.available()).isEqualTo(9_500);
    }

    @Test
    void a_recharge_that_failed_fails_the_remittance() {
        var recharge = Orders.aRechargeId();
        var order = recharging(recharge);

        KafkaProbe.publish(
                event(
                        RECHARGES,
                        RechargeFailed.newBuilder()
                                .setRechargeId(recharge.toString())
                                .setFailureReason("NO_REGISTERED_BANK_ACCOUNT")
                                .build()));

        await().until(() -> mina.isFinal(order.id().toString()));
        assertThat(mina.read(order.id().toString()).getFailureReason())
                .isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(mina.available()).isEqualTo(20_000);
    }

    @Test
    void a_recharge_left_open_keeps_the_remittance_waiting_until_it_is_told_of() {
        var poor = Member.with(0).banked();
        Neighbours.MONEY.rechargesWillBe(poor.id, Recharge.State.STATE_REQUESTED);
        var sent = poor.send(poor.toBank(9_500));
        assertThat(sent.getState()).isEqualTo(State.STATE_REQUESTED);
        assertThat(sent.getRechargedAmount().getMinorUnits()).isEqualTo(10_000);

        Neighbours.MONEY.end(sent.getRechargeId(), Recharge.State.STATE_SUCCEEDED);
        KafkaProbe.publish(
                event(
                        RECHARGES,
                        RechargeSucceeded.newBuilder()
                                .setRechargeId(sent.getRechargeId())
                                .build()));

        await().until(() -> poor.isFinal(sent.getRemittanceId()));
        assertThat(poor.read(sent.getRemittanceId()).getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(poor.available()).isZero();
    }

    @Test
    void what_is_somebody_elses_business_is_left_alone() {
        var recharge =
                event(
                        RECHARGES,
                        RechargeSucceeded.newBuilder()
                                .setRechargeId(Orders.anId().toString())
                                .build());
        var firmbanking = event(FIRMBANKINGS, unrelated());

        KafkaProbe.publish(recharge);
        KafkaProbe.publish(firmbanking);

        await().until(() -> rows.received(recharge).equals("DONE"));
        await().until(() -> rows.received(firmbanking).equals("DONE"));
    }

    private Order onHold() {
        var order = Orders.toBank(mina.id, 10_000);
        postings.hold(order.id(), mina.id, order.charge()).await().atMost(Duration.ofSeconds(5));
        return order;
    }

    private Order recharging(RechargeId recharge) {
        var order = Orders.toBank(mina.id, 10_000);
        var trail = Trail.NONE.recharging(Money.krw(10_000)).with(recharge);
        rows.driven(new Remittance.Recharging(order, trail, order.requestedAt()));
        return order;
    }

    private static FirmbankingSucceeded succeeded(Order order) {
        return FirmbankingSucceeded.newBuilder()
                .setFirmbankingId(Orders.anId().toString())
                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE)
                .setOriginId(order.id().toString())
                .setCorporateBankCode("004")
                .build();
    }

    private static FirmbankingSucceeded unrelated() {
        return FirmbankingSucceeded.newBuilder()
                .setFirmbankingId(Orders.anId().toString())
                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT)
                .setOriginId(Orders.anId().toString())
                .build();
    }

    private Event event(String topic, Message payload) {
        return new Event(Orders.anId(), topic, mina.id.toString(), payload);
    }
}
