package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.e2e.LedgerJournal.Failure;
import io.mypay.e2e.LedgerMix.Parties;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL is away for some seconds: callers are told at once, and nobody has to restart. */
@ExtendWith(StackExtension.class)
class PostgresOutageTest {

    /** Short, so that all tests stay quick; -Dmypay.away.seconds=30 is the real thing. */
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("mypay.away.seconds", 4));

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);

    @Test
    void under_load_callers_are_told_within_two_seconds_and_answered_within_five_of_its_return(
            Platform platform) throws Exception {
        LedgerJournal journal = new LedgerJournal();
        Supervised postgres = platform.stack().process("postgres");
        try (LedgerCaller caller = LedgerCaller.of(platform, "money")) {
            Parties parties = LedgerWorld.parties(platform, caller, journal);
            try (var load =
                    LedgerLoad.start(List.of(caller), journal, parties, new SplittableRandom())) {
                load.awaitAnswer();
                postgres.stop();
                LockSupport.parkNanos(AWAY.toNanos());
                postgres.start();
                postgres.awaitStarted();
                assertThat(load.awaitAnswer()).isLessThan(RESUMES_WITHIN);
            }
            LedgerAudit audit = new LedgerAudit(caller, journal);
            audit.passes(parties.all());
            assertThat(journal.failures())
                    .isNotEmpty()
                    .allMatch(failure -> failure.code() == Status.Code.UNAVAILABLE)
                    .allMatch(Failure::retryInfo)
                    .allMatch(failure -> failure.took().compareTo(TOLD_WITHIN) < 0);
        }
    }

    @Test
    void every_service_says_so_and_goes_on_by_itself(Platform platform) throws Exception {
        Supervised postgres = platform.stack().process("postgres");
        Actor mina =
                platform.world().stranger(MembershipKind.MEMBERSHIP_KIND_PERSON, "Outage Mina");
        Actor cafe =
                platform.world().stranger(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Outage Cafe");
        Eventually.holds("the account is open", () -> mute(mina, cafe), List::isEmpty);

        postgres.stop();
        try (MyPay asMina = mina.calls().once();
                MyPay asCafe = cafe.calls().once()) {
            questions(mina, asMina, cafe, asCafe).forEach(PostgresOutageTest::assertTold);
        } finally {
            postgres.start();
            postgres.awaitStarted();
        }

        long back = System.nanoTime();
        Eventually.holds("every service answers", () -> mute(mina, cafe), List::isEmpty);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(RESUMES_WITHIN);
    }

    /** As a machine that hangs, or a network that swallows everything: it refuses nobody. */
    @Test
    void one_that_stands_still_is_told_as_one_that_is_gone(Platform platform) {
        Supervised postgres = platform.stack().process("postgres");
        Actor mina =
                platform.world().stranger(MembershipKind.MEMBERSHIP_KIND_PERSON, "Silent Mina");
        Actor cafe =
                platform.world().stranger(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Silent Cafe");
        Eventually.holds("the account is open", () -> mute(mina, cafe), List::isEmpty);

        postgres.pause();
        try (MyPay asMina = mina.calls().once();
                MyPay asCafe = cafe.calls().once()) {
            questions(mina, asMina, cafe, asCafe).forEach(PostgresOutageTest::assertTold);
        } finally {
            postgres.resume();
        }

        long back = System.nanoTime();
        Eventually.holds("every service answers", () -> mute(mina, cafe), List::isEmpty);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(RESUMES_WITHIN);
    }

    private static void assertTold(String service, Runnable question) {
        long began = System.nanoTime();
        assertThatThrownBy(question::run)
                .as(service)
                .asInstanceOf(type(StatusRuntimeException.class))
                .satisfies(told -> {
                    assertThat(Errors.code(told)).isEqualTo(Status.Code.UNAVAILABLE);
                    assertThat(Errors.saysWhenToRetry(told)).isTrue();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as(service).isLessThan(TOLD_WITHIN);
    }

    /** Which services do not answer. */
    private static List<String> mute(Actor mina, Actor cafe) {
        List<String> mute = new ArrayList<>();
        try (MyPay asMina = mina.calls().once();
                MyPay asCafe = cafe.calls().once()) {
            questions(mina, asMina, cafe, asCafe)
                    .forEach((service, question) -> {
                        try {
                            question.run();
                        } catch (StatusRuntimeException e) {
                            mute.add(service + ": " + Errors.describe(e));
                        }
                    });
        }
        return mute;
    }

    /** One that needs the database, for each service. */
    private static Map<String, Runnable> questions(
            Actor mina, MyPay asMina, Actor cafe, MyPay asCafe) {
        String member = mina.membershipId();
        var membership = GetMembershipRequest.newBuilder().setMembershipId(member).build();
        var banking = ListFirmbankingsRequest.newBuilder().setMembershipId(member).build();
        var money = GetMemberMoneyRequest.newBuilder().setMembershipId(member).build();
        var remittance = ListRemittancesRequest.newBuilder().setMembershipId(member).build();
        var payment = ListPaymentsRequest.newBuilder().setMembershipId(member).build();
        var settlement =
                ListSettlementsRequest.newBuilder()
                        .setMerchantMembershipId(cafe.membershipId())
                        .build();
        return Map.of(
                "membership", () -> asMina.memberships().getMembership(membership),
                "banking", () -> asMina.firmbankings().listFirmbankings(banking),
                "money", () -> asMina.money().getMemberMoney(money),
                "remittance", () -> asMina.remittances().listRemittances(remittance),
                "payment", () -> asMina.payments().listPayments(payment),
                "settlement", () -> asCafe.settlements().listSettlements(settlement));
    }
}
