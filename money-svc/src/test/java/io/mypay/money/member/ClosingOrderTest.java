package io.mypay.money.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_MONEY_LEFT;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_RECHARGE_UNDER_WAY;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_ACCOUNT_CLOSED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.FakeBanking;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.money.ledger.Transfers;
import io.mypay.money.v1.CloseMemberMoneyRequest;
import io.mypay.money.v1.CloseMemberMoneyResponse.Outcome;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.money.v1.RequestRechargeRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes second waits for the commit of who came first, and then sees what it left. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class ClosingOrderTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    @Inject Fixture fixture;
    @Inject Database database;
    @Inject Accounts accounts;
    @Inject Transfers transfers;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_recharge_waits_for_a_closing_and_is_refused() throws Exception {
        var leaver = fixture.aMember();
        FakeBanking.registered(leaver);

        var reason =
                second(
                        tx -> close(tx, leaver),
                        "%FOR KEY SHARE%",
                        () -> errorOf(() -> recharge(leaver)).reason());

        assertThat(reason).isEqualTo("ACCOUNT_CLOSED");
        assertThat(recharges(leaver)).isZero();
    }

    @Test
    void a_closing_waits_for_a_recharge_and_sees_it() throws Exception {
        var leaver = fixture.aMember();

        var outcome = second(tx -> accept(tx, leaver), "%FOR UPDATE%", () -> close(leaver));

        assertThat(outcome).isEqualTo(OUTCOME_RECHARGE_UNDER_WAY);
    }

    @Test
    void a_transfer_waits_for_a_closing_and_is_refused() throws Exception {
        var leaver = fixture.aMember();
        var payer = fixture.aMemberWith(1);

        var outcomes =
                second(
                        tx -> close(tx, leaver),
                        "%FOR NO KEY UPDATE%",
                        () -> post(single(member(payer), member(leaver), 1)));

        assertThat(outcomes).containsExactly(OUTCOME_ACCOUNT_CLOSED);
    }

    @Test
    void a_closing_waits_for_a_transfer_and_sees_it() throws Exception {
        var leaver = fixture.aMember();
        var payer = fixture.aMemberWith(1);

        var outcome = second(tx -> pay(tx, payer, leaver), "%FOR UPDATE%", () -> close(leaver));

        assertThat(outcome).isEqualTo(OUTCOME_MONEY_LEFT);
    }

    @Test
    void a_transfer_does_not_wait_for_a_recharge() throws Exception {
        var member = fixture.aMember();
        var payer = fixture.aMemberWith(1);
        var commit = new CompletableFuture<Void>();
        var recharge = open(tx -> accept(tx, member), commit);

        assertThat(post(single(member(payer), member(member), 1))).containsExactly(OUTCOME_APPLIED);

        commit.complete(null);
        recharge.get();
    }

    /**
     * What the call gets that is found waiting, in such a statement, for the first one's commit.
     */
    private <T> T second(Function<SqlConnection, Uni<Void>> first, String waiting, Callable<T> call)
            throws Exception {
        var commit = new CompletableFuture<Void>();
        var committed = open(first, commit);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = callers.submit(call);
            try {
                await().atMost(SOON).until(() -> isAnyWaiting(waiting));
            } finally {
                commit.complete(null);
            }
            committed.get();
            return answer.get();
        }
    }

    /** Its work is done when this returns, and it commits when it is told to. */
    private CompletableFuture<Void> open(
            Function<SqlConnection, Uni<Void>> work, CompletableFuture<Void> commit) {
        var worked = new CompletableFuture<Void>();
        var ended =
                database.inTransaction(tx ->
                                work.apply(tx)
                                        .invoke(() -> worked.complete(null))
                                        .onFailure()
                                        .invoke(worked::completeExceptionally)
                                        .chain(() -> Uni.createFrom().completionStage(commit)))
                        .subscribeAsCompletionStage();
        worked.join();
        return ended;
    }

    private boolean isAnyWaiting(String query) {
        return fixture.number(
                        """
                        SELECT count(*)
                          FROM pg_stat_activity
                         WHERE wait_event_type = 'Lock'
                           AND query LIKE $1
                        """,
                        query)
                > 0;
    }

    private Uni<Void> close(SqlConnection tx, UUID owner) {
        return accounts.lockAll(tx, new MembershipId(owner))
                .chain(locked -> accounts.close(tx, locked));
    }

    /** As Recharges does it, without its event. */
    private Uni<Void> accept(SqlConnection tx, UUID member) {
        return accounts.requireOpen(tx, AccountName.member(new MembershipId(member)))
                .chain(() ->
                        tx.preparedQuery(
                                        """
                                        INSERT INTO recharge (recharge_id, membership_id, registered_bank_account_id, amount,
                                                              currency, state, create_time, update_time, final_by,
                                                              next_attempt_at)
                                        VALUES ($1, $2, $1, 1, 'KRW', 'REQUESTED', now(), now(), now() + interval '1 hour',
                                                now() + interval '1 hour')
                                        """)
                                .execute(Tuple.of(anId(), member))
                                .replaceWithVoid());
    }

    private Uni<Void> pay(SqlConnection tx, UUID from, UUID to) {
        var transfer =
                new Transfer.Single(
                        new TransferId(anId()),
                        AccountName.member(new MembershipId(from)),
                        AccountName.member(new MembershipId(to)),
                        Money.krw(1),
                        new Purpose(Code.REMITTANCE, "a-reference"),
                        false);
        return transfers.post(tx, List.of(transfer)).replaceWithVoid();
    }

    private static Outcome close(UUID owner) {
        return TestClient.as("membership", Role.SERVICE)
                .stub(MoneyServiceGrpc::newBlockingStub)
                .closeMemberMoney(
                        CloseMemberMoneyRequest.newBuilder()
                                .setRequestId(TestClient.requestId())
                                .setMembershipId(owner.toString())
                                .build())
                .getOutcome();
    }

    private static void recharge(UUID member) {
        var answer =
                TestClient.as(member, Role.MEMBER)
                        .stub(MoneyServiceGrpc::newBlockingStub)
                        .requestRecharge(
                                RequestRechargeRequest.newBuilder()
                                        .setRequestId(TestClient.requestId())
                                        .setMembershipId(member.toString())
                                        .setAmount(won(10_000))
                                        .build());
        throw new AssertionError("who leaves was given " + answer);
    }

    private long recharges(UUID member) {
        return fixture.number("SELECT count(*) FROM recharge WHERE membership_id = $1", member);
    }
}
