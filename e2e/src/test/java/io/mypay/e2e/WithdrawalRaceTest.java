package io.mypay.e2e;

import static io.mypay.e2e.World.requestId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.WithdrawMembershipRequest;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.ListMoneyChangesRequest;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.MoneyChange;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.remittance.v1.ListRemittancesRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members and merchants withdraw in the moment their money moves. */
@ExtendWith(StackExtension.class)
class WithdrawalRaceTest {

    private static final int SENDERS = 4;
    private static final int TRIES_MAX = 200;
    private static final long PRICE = 10_000;
    private static final Set<String> OBSTACLES =
            Set.of("MONEY_LEFT", "MONEY_HELD", "RECHARGE_UNDER_WAY");
    private static final Set<String> ENDS =
            Set.of(
                    "STATE_CAPTURED",
                    "STATE_DECLINED",
                    "STATE_COMPLETED",
                    "STATE_FAILED",
                    "MEMBERSHIP_NOT_ACTIVE");

    @Test
    void who_withdraws_while_money_moves_is_gone_with_nothing_left_or_stays(Platform platform)
            throws Exception {
        World world = platform.world();
        Actor rich =
                world.newcomer(
                        MembershipKind.MEMBERSHIP_KIND_PERSON, "Staying Rich", "088", 100 * PRICE);
        Actor cafe = world.stranger(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Staying Cafe");
        recharged(rich, 50 * PRICE);

        List<Race> races = atOnce(races(world, rich, cafe));

        for (Race race : races) {
            assertGoneOrStaying(platform.staff().calls(), race);
        }
        // What kept somebody may have gone since; then nothing keeps them any more.
        for (Race race : races) {
            assertLeavesWithoutMoney(platform.staff().calls(), race.leaver());
        }
        platform.proof().settled();
        platform.proof().verified();
    }

    /** What somebody who withdraws was told, while the other moved money. */
    private record Race(Actor leaver, List<String> answers) {}

    /** When somebody begins to withdraw: with the moves, or when one of them is known. */
    private enum Start {
        AT_ONCE,
        WHEN_BEGUN
    }

    private static List<Callable<Race>> races(World world, Actor rich, Actor cafe) {
        List<Callable<Race>> races = new ArrayList<>();
        for (Start start : List.of(Start.AT_ONCE, Start.WHEN_BEGUN, Start.WHEN_BEGUN)) {
            races.add(() -> paysWhatIsThere(start, world, cafe));
            races.add(() -> paysWithARecharge(start, world, cafe));
            races.add(() -> isSentMoney(start, world, rich));
            races.add(() -> isPaid(start, world, rich));
        }
        return races;
    }

    private static Race paysWhatIsThere(Start start, World world, Actor cafe) throws Exception {
        Actor leaver =
                world.newcomer(
                        MembershipKind.MEMBERSHIP_KIND_PERSON, "Leaving Payer", "088", PRICE);
        recharged(leaver, PRICE);
        return race(start, leaver, () -> hasPaid(leaver), List.of(() -> paid(leaver, cafe)));
    }

    private static Race paysWithARecharge(Start start, World world, Actor cafe) throws Exception {
        Actor leaver =
                world.newcomer(
                        MembershipKind.MEMBERSHIP_KIND_PERSON, "Leaving Short", "088", PRICE);
        return race(start, leaver, () -> hasPaid(leaver), List.of(() -> paid(leaver, cafe)));
    }

    private static Race isSentMoney(Start start, World world, Actor rich) throws Exception {
        Actor leaver = world.stranger(MembershipKind.MEMBERSHIP_KIND_PERSON, "Leaving Friend");
        return race(
                start,
                leaver,
                () -> hasSent(rich, leaver),
                Collections.nCopies(SENDERS, () -> sent(rich, leaver)));
    }

    private static Race isPaid(Start start, World world, Actor rich) throws Exception {
        Actor leaver = world.stranger(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Leaving Cafe");
        return race(
                start,
                leaver,
                () -> wasPaid(leaver),
                Collections.nCopies(SENDERS, () -> paid(rich, leaver)));
    }

    private static String paid(Actor payer, Actor merchant) {
        Moves moves = Moves.of(payer);
        return moves.ended(moves.request(moves.paymentTo(merchant, PRICE))).getState().name();
    }

    private static String sent(Actor sender, Actor recipient) {
        Moves moves = Moves.of(sender);
        return moves.ended(moves.request(moves.remittanceTo(recipient, 1))).getState().name();
    }

    private static boolean hasPaid(Actor payer) {
        var request = ListPaymentsRequest.newBuilder().setMembershipId(payer.membershipId());
        return payer.calls().payments().listPayments(request.build()).getPaymentsCount() > 0;
    }

    private static boolean wasPaid(Actor merchant) {
        var request =
                ListPaymentsRequest.newBuilder().setMerchantMembershipId(merchant.membershipId());
        return merchant.calls().payments().listPayments(request.build()).getPaymentsCount() > 0;
    }

    private static boolean hasSent(Actor sender, Actor recipient) {
        var request = ListRemittancesRequest.newBuilder().setMembershipId(sender.membershipId());
        return sender
                .calls()
                .remittances()
                .listRemittances(request.build())
                .getRemittancesList()
                .stream()
                .anyMatch(it -> it.getRecipientMembershipId().equals(recipient.membershipId()));
    }

    /** Tries to withdraw again and again until it succeeds or all moves have ended. */
    private static Race race(
            Start start, Actor leaver, BooleanSupplier begun, List<Callable<String>> moves)
            throws Exception {
        try (ExecutorService movers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> moved =
                    moves.stream().map(move -> movers.submit(() -> orRefusal(move))).toList();
            if (start == Start.WHEN_BEGUN) {
                Eventually.holds("one of the moves is known", begun::getAsBoolean, known -> known);
            }
            List<String> answers = new ArrayList<>();
            do {
                answers.add(withdraw(leaver));
            } while (OBSTACLES.contains(answers.getLast())
                    && !moved.stream().allMatch(Future::isDone)
                    && answers.size() < TRIES_MAX);
            for (Future<String> one : moved) {
                assertThat(one.get()).isIn(ENDS);
            }
            return new Race(leaver, answers);
        }
    }

    /** One who has withdrawn is no party to anything new. */
    private static String orRefusal(Callable<String> move) throws Exception {
        try {
            return move.call();
        } catch (StatusRuntimeException e) {
            assertThat(Errors.reason(e)).isEqualTo("MEMBERSHIP_NOT_ACTIVE");
            return Errors.reason(e);
        }
    }

    private static String withdraw(Actor leaver) {
        var request =
                WithdrawMembershipRequest.newBuilder()
                        .setRequestId(requestId())
                        .setMembershipId(leaver.membershipId())
                        .build();
        try {
            return leaver.calls()
                    .memberships()
                    .withdrawMembership(request)
                    .getMembership()
                    .getState()
                    .name();
        } catch (StatusRuntimeException e) {
            assertThat(Errors.code(e)).isEqualTo(Status.Code.FAILED_PRECONDITION);
            return Errors.reason(e);
        }
    }

    private static void assertGoneOrStaying(MyPay staff, Race race) {
        Membership membership = membership(staff, race.leaver());
        assertThat(race.answers()).isSubsetOf(all(OBSTACLES, gone()));
        if (membership.getState() == Membership.State.STATE_WITHDRAWN) {
            assertThat(race.answers()).endsWith(gone());
            assertNothingIsLeft(staff, race.leaver(), membership.getUpdateTime());
            return;
        }
        assertThat(membership.getState()).isEqualTo(Membership.State.STATE_ACTIVE);
        assertThat(race.answers()).doesNotContain(gone());
    }

    private static void assertNothingIsLeft(MyPay staff, Actor leaver, Timestamp withdrawn) {
        MemberMoney money = money(staff, leaver);
        assertThat(money.getTotal().getMinorUnits()).isZero();
        assertThat(money.getHeld().getMinorUnits()).isZero();
        assertThat(changes(staff, leaver))
                .allSatisfy(change ->
                        assertThat(instant(change.getPostTime()))
                                .as("%s", change)
                                .isBefore(instant(withdrawn)));
    }

    private static void assertLeavesWithoutMoney(MyPay staff, Actor leaver) {
        if (membership(staff, leaver).getState() == Membership.State.STATE_WITHDRAWN) {
            return;
        }
        String expected =
                money(staff, leaver).getTotal().getMinorUnits() == 0 ? gone() : "MONEY_LEFT";
        assertThat(withdraw(leaver)).isEqualTo(expected);
        if (expected.equals(gone())) {
            Membership membership = membership(staff, leaver);
            assertNothingIsLeft(staff, leaver, membership.getUpdateTime());
        }
    }

    private static Membership membership(MyPay staff, Actor leaver) {
        return staff.memberships()
                .getMembership(
                        GetMembershipRequest.newBuilder()
                                .setMembershipId(leaver.membershipId())
                                .build())
                .getMembership();
    }

    private static MemberMoney money(MyPay staff, Actor leaver) {
        return staff.money()
                .getMemberMoney(
                        GetMemberMoneyRequest.newBuilder()
                                .setMembershipId(leaver.membershipId())
                                .build())
                .getMemberMoney();
    }

    private static List<MoneyChange> changes(MyPay staff, Actor leaver) {
        return staff.money()
                .listMoneyChanges(
                        ListMoneyChangesRequest.newBuilder()
                                .setMembershipId(leaver.membershipId())
                                .build())
                .getMoneyChangesList();
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static void recharged(Actor member, long won) {
        Moves moves = Moves.of(member);
        moves.ended(moves.request(moves.rechargeOf(won)));
        assertThat(moves.available()).isEqualTo(won);
    }

    private static String gone() {
        return Membership.State.STATE_WITHDRAWN.name();
    }

    private static List<String> all(Set<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    private static <T> List<T> atOnce(List<Callable<T>> races) throws Exception {
        try (ExecutorService racers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : racers.invokeAll(races)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
