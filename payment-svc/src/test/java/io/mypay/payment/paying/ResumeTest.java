package io.mypay.payment.paying;

import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMemberWithABankAccountAnd;
import static io.mypay.payment.World.aMembership;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.await;
import static io.mypay.payment.World.payInHaste;
import static io.mypay.payment.World.untilDecided;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static io.mypay.payment.neighbour.Neighbours.MONEY;
import static io.mypay.payment.neighbour.Neighbours.OUTAGES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.RechargeFailed;
import io.mypay.money.v1.RechargeSucceeded;
import io.mypay.money.v1.TransferKind;
import io.mypay.payment.World;
import io.mypay.payment.funding.RechargeAnswer;
import io.mypay.payment.funding.Recharges;
import io.mypay.payment.ledger.Postings;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.Payment.State;
import io.mypay.payment.v1.PaymentCaptured;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Crashes, outages and lost answers between any two steps. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class ResumeTest {
    private static final Trail TEN_THOUSAND = Trail.NONE.recharging(Money.krw(10_000));

    @Inject World world;
    @Inject Database database;
    @Inject PaymentStore store;
    @Inject Sagas sagas;
    @Inject Postings postings;
    @Inject Recharges recharges;

    @Test
    void a_payment_left_in_any_state_ends_once() {
        var left = new LinkedHashMap<String, Payment>();
        left.put("requested", leave(Payment.Requested.of(funded())));
        left.put("requested and short", leave(Payment.Requested.of(shortOf())));
        left.put("lacking, not asked", leave(lacking(shortOf())));
        var asked = lacking(shortOf());
        request(asked);
        left.put("lacking, asked", leave(asked));
        left.put("recharging", leave(recharging(shortOf())));
        left.put("funded, not held", leave(funded(funded())));
        var held = funded(funded());
        await(postings.hold(held.order().movement()));
        left.put("funded, held", leave(held));
        left.put("authorized, not captured", leave(authorized(funded())));
        var captured = authorized(funded());
        await(postings.capture(captured.order().movement()));
        left.put("authorized, captured", leave(captured));

        left.forEach(this::assertCapturedOnce);
    }

    @Test
    void several_drivers_of_one_payment_have_one_effect() throws InterruptedException {
        var payment = leave(Payment.Requested.of(shortOf()));
        Callable<Integer> drive =
                () -> {
                    await(sagas.run(payment));
                    return 1;
                };

        var driven = AtOnce.times(6, drive);

        assertThat(driven.answers()).hasSize(6);
        assertCapturedOnce("driven by six", payment);
    }

    @Test
    void a_neighbour_that_is_down_at_a_step_is_waited_for() {
        var out = new EnumMap<Operation, MembershipId>(Operation.class);
        var payments = new EnumMap<Operation, String>(Operation.class);
        for (var step : List.of(Operation.RECHARGE, Operation.HOLD, Operation.CAPTURE)) {
            var member = aMemberWithABankAccountAnd(0);
            out.put(step, member);
            OUTAGES.begin(step, member);
            payments.put(step, payInHaste(member, aMerchant(), 12_345).getPaymentId());
        }
        out.forEach((step, member) -> World.eventually(() -> OUTAGES.hits(step, member) > 0));
        payments.forEach((step, id) ->
                assertThat(World.get(id).getState())
                        .as("%s", step)
                        .isIn(State.STATE_REQUESTED, State.STATE_AUTHORIZED));

        out.forEach(OUTAGES::end);

        payments.forEach((step, id) ->
                assertThat(untilDecided(id).getState())
                        .as("%s", step)
                        .isEqualTo(State.STATE_CAPTURED));
        out.values().forEach(member -> assertThat(LEDGER.available(member)).isZero());
        out.values().forEach(member -> assertThat(MONEY.recharges(member)).hasSize(1));
    }

    @Test
    void what_was_done_without_an_answer_is_not_done_again() {
        var member = aMemberWithABankAccountAnd(0);
        var merchant = aMerchant();
        var steps = List.of(Operation.RECHARGE, Operation.HOLD, Operation.CAPTURE);
        steps.forEach(step -> OUTAGES.loseAnswers(step, member));
        var id = payInHaste(member, merchant, 12_345).getPaymentId();

        World.eventually(() -> MONEY.recharges(member).size() == 1);
        OUTAGES.end(Operation.RECHARGE, member);
        World.eventually(() -> LEDGER.held(member) == 12_345);
        OUTAGES.end(Operation.HOLD, member);
        World.eventually(() -> LEDGER.ofMerchant(merchant) == 12_345);
        OUTAGES.end(Operation.CAPTURE, member);

        assertThat(untilDecided(id).getState()).isEqualTo(State.STATE_CAPTURED);
        assertThat(LEDGER.available(member)).isZero();
        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(12_345);
        assertThat(world.vouchersOf(merchant)).isEqualTo(1);
    }

    @Test
    void the_news_of_a_recharge_moves_a_payment_on_and_counts_once() {
        var member = aMemberWithABankAccountAnd(0);
        var merchant = aMerchant();
        MONEY.rechargesWillBe(member, Recharge.State.STATE_REQUESTED);
        var waiting = payInHaste(member, merchant, 12_345);
        assertThat(waiting.getState()).isEqualTo(State.STATE_REQUESTED);
        // Nobody asks money by itself any more: only the event can move it on.
        world.change(
                "UPDATE payment SET next_attempt_at = now() + interval '1 hour' WHERE member_id ="
                        + " $1",
                member.value());
        var recharge = MONEY.recharges(member).getFirst().getRechargeId();
        MONEY.end(recharge, Recharge.State.STATE_SUCCEEDED);

        var event = event(recharge, RechargeSucceeded.newBuilder().setRechargeId(recharge).build());
        KafkaProbe.publish(event);
        KafkaProbe.publish(event);

        var paid = untilDecided(waiting.getPaymentId());
        assertThat(paid.getState()).isEqualTo(State.STATE_CAPTURED);
        assertThat(paid.getRechargeId()).isEqualTo(recharge);
        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(12_345);
        assertThat(world.vouchersOf(merchant)).isEqualTo(1);
        assertThat(world.events(merchant, PaymentCaptured.class)).isEqualTo(1);
        assertThat(
                        world.count(
                                "FROM queue_log WHERE direction = 'IN' AND message_id = $1",
                                event.messageId()))
                .isEqualTo(1);
    }

    @Test
    void a_recharge_that_fails_declines_the_payment() {
        var atOnce = aMemberWithABankAccountAnd(0);
        MONEY.rechargesWillBe(atOnce, Recharge.State.STATE_FAILED);
        assertDeclined(payInHaste(atOnce, aMerchant(), 9).getPaymentId(), "ACCOUNT_CLOSED");

        var later = aMemberWithABankAccountAnd(0);
        MONEY.rechargesWillBe(later, Recharge.State.STATE_REQUESTED);
        var waiting = payInHaste(later, aMerchant(), 9).getPaymentId();
        var recharge = MONEY.recharges(later).getFirst().getRechargeId();
        var news =
                RechargeFailed.newBuilder()
                        .setRechargeId(recharge)
                        .setFailureReason("INSUFFICIENT_FUNDS")
                        .build();
        KafkaProbe.publish(event(recharge, news));
        assertDeclined(waiting, "INSUFFICIENT_FUNDS");

        var refused = aMemberWithABankAccountAnd(0);
        MONEY.rechargesWillBeRefused(refused, "NO_REGISTERED_BANK_ACCOUNT");
        assertDeclined(payInHaste(refused, aMerchant(), 9).getPaymentId(), "INSUFFICIENT_FUNDS");
    }

    @Test
    void a_hold_that_ended_by_time_declines_the_payment() {
        var member = aMemberWith(9);
        OUTAGES.begin(Operation.CAPTURE, member);
        var held = payInHaste(member, aMerchant(), 9);
        assertThat(held.getState()).isEqualTo(State.STATE_AUTHORIZED);

        LEDGER.expireHolds(member);
        OUTAGES.end(Operation.CAPTURE, member);

        assertDeclined(held.getPaymentId(), "HOLD_EXPIRED");
        assertThat(LEDGER.available(member)).isEqualTo(9);
    }

    @Test
    void who_withdraws_after_the_check_is_no_party_to_the_payment() {
        var payer = aMemberWith(9);
        var gone = aMerchant();
        LEDGER.close(gone);
        assertDeclined(payInHaste(payer, gone, 9).getPaymentId(), "ACCOUNT_CLOSED");
        assertThat(LEDGER.available(payer)).isEqualTo(9);
        LEDGER.close(payer);
        assertDeclined(payInHaste(payer, aMerchant(), 9).getPaymentId(), "ACCOUNT_CLOSED");
    }

    @Test
    void a_hold_that_ended_by_time_declines_the_payment_also_when_the_merchant_has_withdrawn() {
        var member = aMemberWith(9);
        var merchant = aMerchant();
        OUTAGES.begin(Operation.CAPTURE, member);
        var held = payInHaste(member, merchant, 9);
        assertThat(held.getState()).isEqualTo(State.STATE_AUTHORIZED);

        LEDGER.expireHolds(member);
        LEDGER.close(merchant);
        OUTAGES.end(Operation.CAPTURE, member);

        assertDeclined(held.getPaymentId(), "ACCOUNT_CLOSED");
        assertThat(LEDGER.available(member)).isEqualTo(9);
    }

    @Test
    void a_merchant_whose_account_opens_late_is_waited_for() {
        var merchant =
                aMembership(MembershipKind.MEMBERSHIP_KIND_MERCHANT, Membership.State.STATE_ACTIVE);
        var waiting = payInHaste(aMemberWith(9), merchant, 9);
        assertThat(waiting.getState()).isEqualTo(State.STATE_REQUESTED);

        LEDGER.openMerchant(merchant);

        assertThat(untilDecided(waiting.getPaymentId()).getState()).isEqualTo(State.STATE_CAPTURED);
    }

    private void assertDeclined(String id, String reason) {
        var declined = untilDecided(id);
        assertThat(declined.getState()).isEqualTo(State.STATE_DECLINED);
        assertThat(declined.getDeclineReason()).isEqualTo(reason);
        assertThat(declined.getRechargedAmount().getMinorUnits()).isZero();
        assertThat(declined.hasVoucher()).isFalse();
        assertThat(LEDGER.held(MembershipId.parse(declined.getMembershipId()))).isZero();
        assertThat(world.vouchersOf(MembershipId.parse(declined.getMerchantMembershipId())))
                .isZero();
    }

    private void assertCapturedOnce(String left, Payment payment) {
        var order = payment.order();
        var ended = untilDecided(order.id().toString());
        assertThat(ended.getState()).as(left).isEqualTo(State.STATE_CAPTURED);
        assertThat(LEDGER.applied(order.id().toString()))
                .as(left)
                .containsExactlyInAnyOrder(
                        TransferKind.TRANSFER_KIND_HOLD, TransferKind.TRANSFER_KIND_CAPTURE);
        assertThat(LEDGER.ofMerchant(order.merchant())).as(left).isEqualTo(30_000);
        assertThat(LEDGER.available(order.member())).as(left).isZero();
        assertThat(MONEY.recharges(order.member()).size()).as(left).isLessThanOrEqualTo(1);
        assertThat(world.vouchersOf(order.merchant())).as(left).isEqualTo(1);
        assertThat(world.events(order.merchant(), PaymentCaptured.class)).as(left).isEqualTo(1);
    }

    /** As a crash leaves it: nobody drives it, and its lease is over. */
    private Payment leave(Payment payment) {
        await(database.inTransaction(tx -> store.insert(tx, payment, Orders.now())));
        return payment;
    }

    private static Order funded() {
        return Orders.order(aMemberWith(30_000), aMerchant(), 30_000);
    }

    private static Order shortOf() {
        return Orders.order(aMemberWithABankAccountAnd(20_000), aMerchant(), 30_000);
    }

    private static Payment.Lacking lacking(Order order) {
        return new Payment.Lacking(order, TEN_THOUSAND, Orders.now());
    }

    private RechargeAnswer request(Payment.Lacking lacking) {
        var order = lacking.order();
        return await(recharges.request(order.id(), order.member(), lacking.trail().recharged()));
    }

    private Payment recharging(Order order) {
        var lacking = lacking(order);
        return lacking.after(request(lacking), Orders.now());
    }

    private static Payment.Funded funded(Order order) {
        return new Payment.Funded(order, Trail.NONE, Orders.now());
    }

    private Payment.Authorized authorized(Order order) {
        await(postings.hold(order.movement()));
        return new Payment.Authorized(order, Trail.NONE, Orders.now());
    }

    private static Event event(String recharge, Message payload) {
        var id = Uuid7.next(Instant.now());
        return new Event(id, "mypay.money.recharge.v1", recharge, payload);
    }
}
