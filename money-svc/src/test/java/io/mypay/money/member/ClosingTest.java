package io.mypay.money.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_CLOSED;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_MONEY_HELD;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_MONEY_LEFT;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_RECHARGE_UNDER_WAY;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_ACCOUNT_CLOSED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.v1.MembershipCreated;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.FakeBanking;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.CloseMemberMoneyRequest;
import io.mypay.money.v1.CloseMemberMoneyResponse.Outcome;
import io.mypay.money.v1.IncreaseMoneyRequest;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc.MoneyServiceBlockingStub;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.money.v1.TransferCode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A membership withdraws: its accounts are closed if nothing is left of it. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class ClosingTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void what_is_empty_is_closed_and_takes_nothing_any_more() {
        var leaver = fixture.aMember();
        var other = fixture.aMemberWith(1_000);
        FakeBanking.registered(leaver);
        var before = recharge(leaver);
        var accepted = as(leaver).requestRecharge(before).getRecharge();
        end(leaver);

        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);

        assertThat(post(single(member(other), member(leaver), 1)))
                .containsExactly(OUTCOME_ACCOUNT_CLOSED);
        assertThat(post(hold(member(other), member(leaver), 1)))
                .containsExactly(OUTCOME_ACCOUNT_CLOSED);
        var error = errorOf(() -> as(leaver).requestRecharge(recharge(leaver)));
        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("ACCOUNT_CLOSED");
        var quote = recharge(leaver).toBuilder().setValidateOnly(true).build();
        assertThat(errorOf(() -> as(leaver).requestRecharge(quote)).reason())
                .isEqualTo("ACCOUNT_CLOSED");
        assertThat(errorOf(() -> increase(leaver)).reason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(as(leaver).requestRecharge(before).getRecharge()).isEqualTo(accepted);
    }

    @Test
    void closing_what_is_closed_changes_nothing_and_says_the_same() {
        var leaver = fixture.aMerchant();

        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);
        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);

        assertThat(closedAccounts(leaver)).isEqualTo(1);
    }

    @Test
    void what_is_left_or_owed_keeps_it_open() {
        var leaver = fixture.aMemberWith(1);
        var debtor = fixture.aMerchant();
        var refund =
                single(
                        merchant(debtor),
                        member(fixture.aMember()),
                        1,
                        TransferCode.TRANSFER_CODE_REFUND);
        assertThat(post(refund)).containsExactly(OUTCOME_APPLIED);

        assertThat(close(leaver)).isEqualTo(OUTCOME_MONEY_LEFT);
        assertThat(close(debtor)).isEqualTo(OUTCOME_MONEY_LEFT);

        assertThat(closedAccounts(leaver)).isZero();
        assertThat(post(single(member(leaver), merchant(debtor), 1)))
                .containsExactly(OUTCOME_APPLIED);
        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);
        assertThat(close(debtor)).isEqualTo(OUTCOME_CLOSED);
    }

    @Test
    void a_hold_for_a_merchant_keeps_it_open_until_the_hold_has_ended() {
        var payer = fixture.aMemberWith(1_000);
        var shop = fixture.aMerchant();
        var hold = hold(member(payer), merchant(shop), 1_000);
        post(hold);

        assertThat(close(shop)).isEqualTo(OUTCOME_MONEY_HELD);
        assertThat(close(payer)).isEqualTo(OUTCOME_MONEY_LEFT);

        assertThat(post(capture(hold, 1_000))).containsExactly(OUTCOME_APPLIED);
        assertThat(close(payer)).isEqualTo(OUTCOME_CLOSED);
        assertThat(close(shop)).isEqualTo(OUTCOME_MONEY_LEFT);
    }

    @Test
    void cash_on_its_way_keeps_it_open() {
        var leaver = fixture.aMember();
        FakeBanking.registered(leaver);
        as(leaver).requestRecharge(recharge(leaver));

        assertThat(close(leaver)).isEqualTo(OUTCOME_RECHARGE_UNDER_WAY);

        end(leaver);
        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);
    }

    @Test
    void a_no_is_for_ever_and_a_replay_closes_nothing_though_the_money_has_gone() {
        var leaver = fixture.aMemberWith(500);
        var request = closing(leaver);
        assertThat(close(request)).isEqualTo(OUTCOME_MONEY_LEFT);
        post(single(member(leaver), member(fixture.aMember()), 500));
        var client = TestClient.as("membership", Role.SERVICE);

        var replayed =
                client.stub(MoneyServiceGrpc::newBlockingStub)
                        .closeMemberMoney(request)
                        .getOutcome();

        assertThat(replayed).isEqualTo(OUTCOME_MONEY_LEFT);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(closedAccounts(leaver)).isZero();
        var other = request.toBuilder().setMembershipId(anId().toString()).build();
        assertThat(errorOf(() -> close(other)).reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void accounts_that_the_news_of_the_sign_up_would_open_later_are_closed_already() {
        var leaver = anId();

        assertThat(close(leaver)).isEqualTo(OUTCOME_CLOSED);
        var news = created(leaver);
        KafkaProbe.publish(news);

        await().atMost(SOON)
                .until(() ->
                        fixture.number(
                                        "SELECT count(*) FROM queue_log WHERE message_id = $1 AND"
                                                + " status = 'DONE'",
                                        news.messageId())
                                == 1);
        assertThat(closedAccounts(leaver)).isEqualTo(2);
        var payer = fixture.aMemberWith(1);
        assertThat(post(single(member(payer), member(leaver), 1)))
                .containsExactly(OUTCOME_ACCOUNT_CLOSED);
    }

    @Test
    void no_service_but_membership_closes_accounts() {
        var leaver = fixture.aMember();
        var payment =
                TestClient.as("payment", Role.SERVICE).stub(MoneyServiceGrpc::newBlockingStub);

        var error = errorOf(() -> payment.closeMemberMoney(closing(leaver)));

        assertThat(error.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("NOT_YOURS");
        assertThat(closedAccounts(leaver)).isZero();
    }

    @Test
    void of_a_closing_and_much_else_at_once_either_it_won_and_nothing_came_after_or_it_was_refused()
            throws Exception {
        for (int round = 0; round < 8; round++) {
            var leaver = fixture.aMember();
            FakeBanking.registered(leaver);
            var payer = fixture.aMemberWith(100_000);
            var calls = new ArrayList<Callable<String>>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> post(single(member(payer), member(leaver), 1)).toString());
                calls.add(() -> post(hold(member(payer), member(leaver), 1)).toString());
                calls.add(() -> requested(leaver));
                calls.add(() -> close(leaver).name());
            }

            var all = AtOnce.call(calls);

            assertThat(all.reasons()).isSubsetOf("ACCOUNT_CLOSED");
            var came = cameTo(leaver);
            var accepted = all.answers().stream().filter(ClosingTest::came).count();
            assertThat(came).isEqualTo(accepted);
            if (closedAccounts(leaver) > 0) {
                assertThat(came).isZero();
                assertThat(all.answers()).contains(OUTCOME_CLOSED.name());
                assertThat(all.errors()).hasSize(4);
            } else {
                assertThat(came).isPositive();
                assertThat(all.answers()).doesNotContain(OUTCOME_CLOSED.name());
            }
        }
    }

    private static boolean came(String answer) {
        return answer.equals("[OUTCOME_APPLIED]") || answer.equals("REQUESTED");
    }

    private static String requested(UUID member) {
        as(member).requestRecharge(recharge(member));
        return "REQUESTED";
    }

    /** Transfers, holds and recharges. */
    private long cameTo(UUID owner) {
        return fixture.number(
                """
                SELECT (SELECT count(*)
                          FROM transfer AS t
                          JOIN account AS a ON a.account_id = t.to_account
                         WHERE a.name = 'member/' || $1::text
                           AND t.outcome = 'APPLIED')
                     + (SELECT count(*)
                          FROM recharge
                         WHERE membership_id = $1::text::uuid)
                """,
                owner.toString());
    }

    private long closedAccounts(UUID owner) {
        return fixture.number(
                "SELECT count(*) FROM account WHERE closed AND name LIKE '%/' || $1::text",
                owner.toString());
    }

    /** As if banking had failed whatever is under way. */
    private void end(UUID member) {
        fixture.change(
                """
                UPDATE recharge
                   SET state = 'FAILED',
                       failure_reason = 'INSUFFICIENT_FUNDS'
                 WHERE membership_id = $1
                   AND state = 'REQUESTED'
                """,
                member);
    }

    private static Outcome close(UUID owner) {
        return close(closing(owner));
    }

    private static Outcome close(CloseMemberMoneyRequest request) {
        return TestClient.as("membership", Role.SERVICE)
                .stub(MoneyServiceGrpc::newBlockingStub)
                .closeMemberMoney(request)
                .getOutcome();
    }

    private static CloseMemberMoneyRequest closing(UUID owner) {
        return CloseMemberMoneyRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(owner.toString())
                .build();
    }

    private static RequestRechargeRequest recharge(UUID member) {
        return RequestRechargeRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(member.toString())
                .setAmount(won(10_000))
                .build();
    }

    private static void increase(UUID member) {
        var request =
                IncreaseMoneyRequest.newBuilder()
                        .setRequestId(TestClient.requestId())
                        .setMembershipId(member.toString())
                        .setAmount(won(1))
                        .setReason("to see it refused")
                        .build();
        var answer =
                TestClient.as("staff", Role.STAFF)
                        .stub(MoneyServiceGrpc::newBlockingStub)
                        .increaseMoney(request);
        throw new AssertionError("a closed account took " + answer);
    }

    private static Event created(UUID member) {
        var payload =
                MembershipCreated.newBuilder()
                        .setMembershipId(member.toString())
                        .setKind(MembershipKind.MEMBERSHIP_KIND_PERSON)
                        .build();
        return new Event(
                Uuid7.derive(member, "created"),
                "mypay.membership.membership.v1",
                member.toString(),
                payload);
    }

    private static MoneyServiceBlockingStub as(UUID member) {
        return TestClient.as(member, Role.MEMBER).stub(MoneyServiceGrpc::newBlockingStub);
    }
}
