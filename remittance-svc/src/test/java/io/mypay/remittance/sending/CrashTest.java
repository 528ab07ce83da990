package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.bank.BankAccount;
import io.mypay.remittance.bank.Deposit;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.bank.Firmbankings;
import io.mypay.remittance.funding.RechargeAnswer;
import io.mypay.remittance.funding.RechargeId;
import io.mypay.remittance.funding.Recharges;
import io.mypay.remittance.ledger.Movement;
import io.mypay.remittance.ledger.Postings;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.Remittance.State;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows as a crash leaves them in each state, before and after what their step asks for. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class CrashTest {
    private static final FailureReason REASON = new FailureReason("BANK_CONTRACT_NOT_VALID");

    /** A remittance somewhere on its way, and how it has to end. */
    private record Left(String where, Member sender, Remittance remittance, long leaves) {
        String id() {
            return remittance.id().toString();
        }
    }

    @Inject Rows rows;
    @Inject Postings postings;
    @Inject Firmbankings firmbankings;
    @Inject Recharges recharges;

    @Test
    void every_state_a_crash_can_leave_is_resumed_to_its_end() {
        var all = everythingACrashCanLeave();

        all.forEach(left -> rows.abandoned(left.remittance()));

        for (var left : all) {
            await(left.where())
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> left.sender().isFinal(left.id()));
            assertThat(left.sender().available()).as(left.where()).isEqualTo(left.leaves());
            assertThat(left.sender().held()).as(left.where()).isZero();
            assertThat(rows.events(left.id())).as(left.where()).isEqualTo(1);
            assertThat(left.sender().read(left.id()).getState())
                    .as(left.where())
                    .isEqualTo(
                            left.remittance() instanceof Remittance.Releasing
                                    ? State.STATE_FAILED
                                    : State.STATE_COMPLETED);
        }
        assertThat(Neighbours.LEDGER.sum()).isZero();
    }

    private List<Left> everythingACrashCanLeave() {
        return Stream.of(
                        Stream.of(requested(), requestedAndShort()),
                        Stream.of(lacking(), lackingAndAsked(), recharging()),
                        Stream.of(fundedForMember(), fundedAndMoved()),
                        Stream.of(fundedForBank(), fundedAndHeld()),
                        Stream.of(held(), heldAndCommanded(), heldAndRefusedNow(), sent()),
                        Stream.of(capturing(), capturingAndCaptured()),
                        Stream.of(releasing(), releasingAndReleased()))
                .flatMap(some -> some)
                .toList();
    }

    private Left requested() {
        var mina = Member.with(20_000);
        return left("requested", mina, Remittance.Requested.of(toBank(mina)), 9_500);
    }

    private Left requestedAndShort() {
        var mina = Member.with(8_000);
        return left("requested, short", mina, Remittance.Requested.of(toBank(mina)), 7_500);
    }

    private Left lacking() {
        var mina = Member.with(8_000);
        return left("lacking", mina, lacking(toBank(mina)), 7_500);
    }

    private Left lackingAndAsked() {
        var mina = Member.with(8_000);
        var order = toBank(mina);
        recharge(order);
        return left("lacking, asked", mina, lacking(order), 7_500);
    }

    private Left recharging() {
        var mina = Member.with(8_000);
        var order = toBank(mina);
        var trail = Trail.NONE.recharging(Money.krw(10_000)).with(recharge(order));
        return left("recharging", mina, new Remittance.Recharging(order, trail, at(order)), 7_500);
    }

    private Left fundedForMember() {
        var mina = Member.with(20_000);
        return left("funded for a member", mina, funded(toMember(mina)), 10_000);
    }

    private Left fundedAndMoved() {
        var mina = Member.with(20_000);
        var order = toMember(mina);
        var to = order.recipient().member().orElseThrow();
        done(postings.move(new Movement(order.id(), mina.id, to, order.charge().amount())));
        return left("funded, moved", mina, funded(order), 10_000);
    }

    private Left fundedForBank() {
        var mina = Member.with(20_000);
        return left("funded for a bank", mina, funded(toBank(mina)), 9_500);
    }

    private Left fundedAndHeld() {
        var mina = Member.with(20_000);
        return left("funded, held", mina, funded(onHold(toBank(mina))), 9_500);
    }

    private Left held() {
        var mina = Member.with(20_000);
        return left("held", mina, held(onHold(toBank(mina))), 9_500);
    }

    private Left heldAndCommanded() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        command(order);
        return left("held, commanded", mina, held(order), 9_500);
    }

    /** The command went out before; that banking would refuse it by now must release nothing. */
    private Left heldAndRefusedNow() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        command(order);
        Neighbours.FIRMBANKING.firmbankingsWillBeRefused(mina.id, "BANK_DAILY_LIMIT_EXCEEDED");
        return left("held, commanded, refused now", mina, held(order), 9_500);
    }

    private Left sent() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        return left("sent", mina, new Remittance.Sent(order, command(order), at(order)), 9_500);
    }

    private Left capturing() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        return left("capturing", mina, capturing(order), 9_500);
    }

    private Left capturingAndCaptured() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        var remittance = capturing(order);
        done(postings.capture(order.id(), order.charge()));
        return left("capturing, captured", mina, remittance, 9_500);
    }

    private Left releasing() {
        var mina = Member.with(20_000);
        return left("releasing", mina, releasing(onHold(toBank(mina))), 20_000);
    }

    /** Banking would accept it by now: it must not be asked again. */
    private Left releasingAndReleased() {
        var mina = Member.with(20_000);
        var order = onHold(toBank(mina));
        done(postings.release(order.id()));
        Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_SUCCEEDED);
        return left("releasing, released", mina, releasing(order), 20_000);
    }

    private static Left left(String where, Member sender, Remittance remittance, long leaves) {
        return new Left(where, sender.banked(), remittance, leaves);
    }

    private static Order toBank(Member sender) {
        return Orders.toBank(sender.id, 10_000);
    }

    private static Order toMember(Member sender) {
        return Orders.toMember(sender.id, Member.with(0).id, 10_000);
    }

    private static Remittance lacking(Order order) {
        return new Remittance.Lacking(order, Trail.NONE.recharging(Money.krw(10_000)), at(order));
    }

    private static Remittance funded(Order order) {
        return new Remittance.Funded(order, Trail.NONE, at(order));
    }

    private static Remittance held(Order order) {
        return new Remittance.Held(order, Trail.NONE, at(order));
    }

    private Remittance capturing(Order order) {
        return new Remittance.Capturing(order, command(order), at(order));
    }

    private static Remittance releasing(Order order) {
        return new Remittance.Releasing(order, Trail.NONE, REASON, at(order));
    }

    private static java.time.Instant at(Order order) {
        return order.requestedAt();
    }

    private Order onHold(Order order) {
        done(postings.hold(order.id(), order.sender(), order.charge()));
        return order;
    }

    private Trail command(Order order) {
        BankAccount account = ((Recipient.Account) order.recipient()).account();
        var deposit = new Deposit(order.id(), order.sender(), account, order.charge().amount());
        var standing = (FirmbankingStanding.Succeeded) done(firmbankings.request(deposit));
        return Trail.NONE.with(standing.id());
    }

    private RechargeId recharge(Order order) {
        Neighbours.BANKING.register(order.sender());
        var answer = done(recharges.request(order.id(), order.sender(), Money.krw(10_000)));
        return ((RechargeAnswer.Accepted) answer).id();
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(5));
    }
}
