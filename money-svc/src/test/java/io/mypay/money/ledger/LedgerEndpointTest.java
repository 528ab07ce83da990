package io.mypay.money.ledger;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.count;
import static io.mypay.money.Fixture.held;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.ledger;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.release;
import static io.mypay.money.Fixture.results;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_ACCOUNT_CLOSED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_ACCOUNT_NOT_FOUND;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_AMOUNT_EXCEEDS_HOLD;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_AMOUNT_NOT_POSITIVE;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_CURRENCY_MISMATCH;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_ALREADY_CAPTURED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_ALREADY_RELEASED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_EXPIRED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_NOT_FOUND;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_ID_REUSED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_INSUFFICIENT_FUNDS;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_LIMIT_EXCEEDED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_LINKED_TRANSFER_FAILED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_REPLAYED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_SAME_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.DatabaseWire;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import io.mypay.type.v1.Money;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerEndpointTest {
    @Inject Fixture fixture;
    @Inject Transfers transfers;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void of_fifty_concurrent_spends_exactly_as_many_succeed_as_fit() throws Exception {
        var payer = fixture.aMemberWith(10_000);
        var payee = fixture.aMember();

        var spends = AtOnce.times(50, () -> post(single(member(payer), member(payee), 700)));

        assertThat(spends.errors()).isEmpty();
        assertThat(count(spends.answers(), OUTCOME_APPLIED)).isEqualTo(14);
        assertThat(count(spends.answers(), OUTCOME_INSUFFICIENT_FUNDS)).isEqualTo(36);
        assertThat(posted(member(payer))).isEqualTo(10_000 - 14 * 700);
    }

    @Test
    void of_fifty_concurrent_holds_exactly_as_many_succeed_as_fit() throws Exception {
        var payer = fixture.aMemberWith(10_000);
        var shop = fixture.aMerchant();

        var holds = AtOnce.times(50, () -> post(hold(member(payer), merchant(shop), 900)));

        assertThat(count(holds.answers(), OUTCOME_APPLIED)).isEqualTo(11);
        assertThat(count(holds.answers(), OUTCOME_INSUFFICIENT_FUNDS)).isEqualTo(39);
        assertThat(held(member(payer))).isEqualTo(9_900);
    }

    @Test
    void one_transfer_sent_ten_times_at_once_is_applied_once() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var transfer = single(member(payer), member(fixture.aMember()), 100);

        var sent = AtOnce.times(10, () -> post(transfer));

        assertThat(count(sent.answers(), OUTCOME_APPLIED)).isEqualTo(1);
        assertThat(count(sent.answers(), OUTCOME_REPLAYED)).isEqualTo(9);
        assertThat(posted(member(payer))).isEqualTo(900);
    }

    // Without a common account the two do not meet at a lock, only at the primary key.
    @Test
    void one_id_for_two_transfers_at_once_is_applied_for_one_of_them() throws Exception {
        for (int round = 0; round < 10; round++) {
            var one = single(member(fixture.aMemberWith(10)), member(fixture.aMember()), 10);
            var other =
                    single(member(fixture.aMemberWith(10)), member(fixture.aMember()), 10)
                            .toBuilder()
                            .setTransferId(one.getTransferId())
                            .build();

            var sent = AtOnce.both(() -> post(one), () -> post(other));

            assertThat(sent.errors()).isEmpty();
            assertThat(sent.answers())
                    .containsExactlyInAnyOrder(
                            List.of(OUTCOME_APPLIED), List.of(OUTCOME_ID_REUSED));
        }
    }

    @Test
    void of_two_captures_of_one_hold_one_wins() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var hold = hold(member(payer), merchant(fixture.aMerchant()), 1_000);
        post(hold);

        var captures = AtOnce.times(8, () -> post(capture(hold, 400)));

        assertThat(count(captures.answers(), OUTCOME_APPLIED)).isEqualTo(1);
        assertThat(count(captures.answers(), OUTCOME_HOLD_ALREADY_CAPTURED)).isEqualTo(7);
        assertThat(posted(member(payer))).isEqualTo(600);
        assertThat(held(member(payer))).isZero();
    }

    @Test
    void of_a_capture_and_a_release_at_once_one_wins() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var shop = fixture.aMerchant();
        for (int round = 0; round < 5; round++) {
            var hold = hold(member(payer), merchant(shop), 100);
            post(hold);

            var ends = AtOnce.both(() -> post(capture(hold, 100)), () -> post(release(hold)));

            assertThat(count(ends.answers(), OUTCOME_APPLIED)).isEqualTo(1);
            assertThat(held(member(payer))).isZero();
        }
        assertThat(posted(member(payer)) + posted(merchant(shop))).isEqualTo(1_000);
    }

    @Test
    void batches_in_opposite_order_of_accounts_do_not_block_each_other() throws Exception {
        var members = new ArrayList<String>();
        IntStream.range(0, 10).forEach(_ -> members.add(member(fixture.aMemberWith(100_000))));
        var deadlocks = deadlocks();
        var calls = new ArrayList<Callable<List<TransferResult.Outcome>>>();
        for (int i = 0; i < 24; i++) {
            var order = i % 2 == 0 ? members : members.reversed();
            calls.add(() -> post(around(order)));
        }

        var sent = AtOnce.call(calls);

        assertThat(sent.errors()).isEmpty();
        assertThat(count(sent.answers(), OUTCOME_APPLIED)).isEqualTo(24 * 10);
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    @Test
    void a_batch_with_every_outcome_is_answered_in_its_order() {
        var payer = member(fixture.aMemberWith(1_000));
        var shop = merchant(fixture.aMerchant());
        var closed = fixture.aMember();
        fixture.change("UPDATE account SET closed = true WHERE name = $1", member(closed));
        var dollars = fixture.aMember();
        fixture.change("UPDATE account SET currency = 'USD' WHERE name = $1", member(dollars));
        var spend = single(payer, shop, 100);
        var captured = hold(payer, shop, 100);
        var released = hold(payer, shop, 100);

        assertThat(
                        post(
                                spend,
                                spend,
                                spend.toBuilder().setAmount(won(1)).build(),
                                single(payer, shop, 0),
                                single(payer, payer, 1),
                                single(payer, member(anId()), 1),
                                single(payer, member(closed), 1),
                                single(payer, member(dollars), 1),
                                captured,
                                capture(captured, 101),
                                capture(captured, 100),
                                capture(captured, 1),
                                released,
                                release(released),
                                release(released),
                                capture(spend, 1),
                                single(payer, shop, 9_999),
                                single("adjustment", shop, Long.MAX_VALUE),
                                single(payer, shop, 1).toBuilder().setLinked(true).build(),
                                single(payer, shop, 9_999)))
                .containsExactly(
                        OUTCOME_APPLIED,
                        OUTCOME_REPLAYED,
                        OUTCOME_ID_REUSED,
                        OUTCOME_AMOUNT_NOT_POSITIVE,
                        OUTCOME_SAME_ACCOUNT,
                        OUTCOME_ACCOUNT_NOT_FOUND,
                        OUTCOME_ACCOUNT_CLOSED,
                        OUTCOME_CURRENCY_MISMATCH,
                        OUTCOME_APPLIED,
                        OUTCOME_AMOUNT_EXCEEDS_HOLD,
                        OUTCOME_APPLIED,
                        OUTCOME_HOLD_ALREADY_CAPTURED,
                        OUTCOME_APPLIED,
                        OUTCOME_APPLIED,
                        OUTCOME_HOLD_ALREADY_RELEASED,
                        OUTCOME_HOLD_NOT_FOUND,
                        OUTCOME_INSUFFICIENT_FUNDS,
                        OUTCOME_LIMIT_EXCEEDED,
                        OUTCOME_LINKED_TRANSFER_FAILED,
                        OUTCOME_INSUFFICIENT_FUNDS);
        assertThat(posted(payer)).isEqualTo(800);
        // Leave no dollars behind: the proof after each test knows one currency.
        fixture.change("DELETE FROM account WHERE currency = 'USD'");
    }

    @Test
    void a_repetition_is_answered_with_the_first_outcome_and_time() {
        var payer = member(fixture.aMemberWith(100));
        var done = single(payer, member(fixture.aMember()), 60);
        var refused = single(payer, member(fixture.aMember()), 60);
        var first = results(done, refused);

        var again = results(done, refused);

        assertThat(again).extracting(TransferResult::getOutcome).containsOnly(OUTCOME_REPLAYED);
        assertThat(again)
                .extracting(TransferResult::getFirstOutcome)
                .containsExactly(OUTCOME_APPLIED, OUTCOME_INSUFFICIENT_FUNDS);
        assertThat(again)
                .extracting(TransferResult::getPostTime)
                .containsExactlyElementsOf(
                        first.stream().map(TransferResult::getPostTime).toList());
    }

    @Test
    void a_chain_of_captures_splits_a_hold_and_releases_the_rest() {
        var payer = member(fixture.aMemberWith(1_000));
        var hold = hold(payer, "remittance-fee", 1_000);
        var fees = posted("remittance-fee");
        post(hold);

        var cash =
                capture(hold, 700).toBuilder()
                        .setToAccount("corporate-cash/004")
                        .setLinked(true)
                        .build();
        assertThat(post(cash, capture(hold, 200)))
                .containsExactly(OUTCOME_APPLIED, OUTCOME_APPLIED);

        assertThat(posted(payer)).isEqualTo(100);
        assertThat(held(payer)).isZero();
        assertThat(posted("remittance-fee")).isEqualTo(fees + 200);
    }

    @Test
    void a_hold_whose_time_is_over_is_released_by_itself() {
        var payer = member(fixture.aMemberWith(1_000));
        var hold =
                hold(payer, merchant(fixture.aMerchant()), 1_000).toBuilder()
                        .setTimeoutSeconds(1)
                        .build();
        post(hold);
        assertThat(held(payer)).isEqualTo(1_000);

        await().atMost(Duration.ofSeconds(10)).until(() -> held(payer) == 0);

        assertThat(post(capture(hold, 1_000))).containsExactly(OUTCOME_HOLD_EXPIRED);
        assertThat(post(single(payer, member(fixture.aMember()), 1_000)))
                .containsExactly(OUTCOME_APPLIED);
    }

    @Test
    void a_batch_committed_while_its_answer_was_lost_is_answered_as_what_it_is() {
        var payer = member(fixture.aMemberWith(100));
        var transfer = single(payer, "commission", 60);

        var lost = transfer.toBuilder().setReference(DatabaseWire.CUT_AFTER_COMMIT).build();

        assertThat(results(lost).getFirst().getOutcome()).isEqualTo(OUTCOME_APPLIED);
        assertThat(post(lost)).containsExactly(OUTCOME_REPLAYED);
        assertThat(posted(payer)).isEqualTo(40);
    }

    @Test
    void a_batch_lost_before_it_was_committed_is_unavailable_and_can_be_repeated() {
        var payer = member(fixture.aMemberWith(100));
        var transfer = single(payer, "commission", 60);
        var lost = transfer.toBuilder().setReference(DatabaseWire.CUT_BEFORE_COMMIT).build();

        var error = errorOf(() -> results(lost));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("STORAGE_UNAVAILABLE");
        assertThat(error.retry()).isPresent();
        assertThat(posted(payer)).isEqualTo(100);
        assertThat(post(transfer)).containsExactly(OUTCOME_APPLIED);
    }

    @Test
    void a_new_id_of_another_time_is_refused_and_nothing_is_written() {
        var payer = member(fixture.aMemberWith(100));
        var before = fixture.count("transfer");
        for (var off : List.of(Duration.ofDays(-31), Duration.ofMinutes(11))) {
            var id = Uuid7.next(Instant.now().plus(off));
            var old = single(payer, "commission", 1).toBuilder().setTransferId(id.toString());

            var error = errorOf(() -> post(single(payer, "commission", 1), old.build()));

            assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(error.reason()).isEqualTo("TRANSFER_ID_OUT_OF_WINDOW");
        }
        assertThat(fixture.count("transfer")).isEqualTo(before);
    }

    @Test
    void a_hold_can_be_ended_however_old_it_is() {
        var payer = member(fixture.aMemberWith(100));
        var hold = hold(payer, "commission", 60);
        post(hold);
        var old = Uuid7.next(Instant.now().minus(Duration.ofDays(90))).toString();

        var late = capture(hold, 60).toBuilder().setTransferId(old).build();

        assertThat(post(late)).containsExactly(OUTCOME_APPLIED);
        assertThat(posted(payer)).isEqualTo(40);
        assertThat(held(payer)).isZero();
    }

    @Test
    void a_transfer_of_long_ago_is_replayed_for_ever() {
        var payer = member(fixture.aMemberWith(100));
        var id = Uuid7.next(Instant.now().minus(Duration.ofDays(90)));
        var old =
                new io.mypay.money.ledger.Transfer.Single(
                        new TransferId(id),
                        new AccountName(payer),
                        AccountName.COMMISSION,
                        io.mypay.kit.money.Money.krw(1),
                        new Purpose(io.mypay.money.ledger.Code.PAYMENT, "a-reference"),
                        false);
        transfers.postDerived(List.of(old)).await().atMost(Duration.ofSeconds(5));

        var asked = single(payer, "commission", 1).toBuilder().setTransferId(id.toString()).build();

        assertThat(post(asked)).containsExactly(OUTCOME_REPLAYED);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                malformed("transfer_id", t -> t.setTransferId("no-uuid")),
                malformed("transfer_id", t -> t.setTransferId(UUID.randomUUID().toString())),
                malformed("kind", t -> t.setKind(TransferKind.TRANSFER_KIND_UNSPECIFIED)),
                malformed("code", t -> t.setCode(TransferCode.TRANSFER_CODE_UNSPECIFIED)),
                malformed("from_account", Transfer.Builder::clearFromAccount),
                malformed("to_account", Transfer.Builder::clearToAccount),
                malformed("to_account", t -> t.setToAccount("x".repeat(101))),
                malformed("amount", Transfer.Builder::clearAmount),
                malformed(
                        "amount.currency_code",
                        t -> t.setAmount(Money.newBuilder().setCurrencyCode("XQZ"))),
                malformed("hold_id", t -> t.setHoldId(anId().toString())),
                malformed("timeout_seconds", t -> t.setTimeoutSeconds(5)),
                malformed("reference", t -> t.setReference("x".repeat(101))),
                malformed("linked", t -> t.setLinked(true)),
                malformed("from_account", t -> t.setKind(TransferKind.TRANSFER_KIND_CAPTURE)),
                malformed("from_account", t -> t.setKind(TransferKind.TRANSFER_KIND_RELEASE)));
    }

    private static Arguments malformed(String field, Consumer<Transfer.Builder> change) {
        return Arguments.of(field, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void a_malformed_transfer_is_refused_with_its_field(
            String field, Consumer<Transfer.Builder> change) {
        var before = fixture.count("transfer");
        var good = single("adjustment", "suspense", 1);
        var bad = good.toBuilder().setTransferId(anId().toString());
        change.accept(bad);

        var error = errorOf(() -> post(good, bad.build()));

        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.fields()).contains("transfers[1]." + field);
        assertThat(fixture.count("transfer")).isEqualTo(before);
    }

    @Test
    void a_batch_is_bounded() {
        var request = PostTransfersRequest.newBuilder();
        var none = errorOf(() -> ledger().postTransfers(request.build()));
        IntStream.range(0, 1001)
                .forEach(_ -> request.addTransfers(single("adjustment", "suspense", 1)));
        var tooMany = errorOf(() -> ledger().postTransfers(request.build()));

        assertThat(List.of(none, tooMany))
                .extracting(GrpcErrors::code)
                .containsOnly(Code.INVALID_ARGUMENT);
        request.removeTransfers(0);
        assertThat(ledger().postTransfers(request.build()).getResultsList())
                .hasSize(1000)
                .allMatch(result -> result.getOutcome() == OUTCOME_APPLIED);
    }

    @Test
    void accounts_are_read_in_the_order_asked_without_those_nobody_has() {
        var member = member(fixture.aMemberWith(5));
        var request =
                GetAccountsRequest.newBuilder()
                        .addAllNames(List.of(member, "nobody", "commission", member))
                        .build();

        var accounts = ledger().getAccounts(request).getAccountsList();

        assertThat(accounts).extracting(a -> a.getName()).containsExactly(member, "commission");
        assertThat(accounts.getFirst().getPosted()).isEqualTo(won(5));
    }

    @Test
    void the_trial_balance_has_a_line_per_kind_and_bank() {
        fixture.aMemberWith(5);
        fixture.aMerchant();

        var balance = ledger().getTrialBalance(GetTrialBalanceRequest.getDefaultInstance());

        assertThat(balance.getLinesList())
                .extracting(line -> line.getName())
                .contains("member", "merchant", "corporate-cash/004", "suspense", "adjustment")
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_in_the_ledger_is_neither_changed_nor_deleted() {
        fixture.aMemberWith(5);

        for (var sql :
                List.of(
                        "UPDATE transfer SET amount = 1",
                        "DELETE FROM transfer",
                        "TRUNCATE transfer")) {
            assertThatThrownBy(() -> fixture.change(sql)).hasMessageContaining("append-only");
        }
    }

    private static Transfer[] around(List<String> members) {
        return IntStream.range(0, members.size())
                .mapToObj(i -> single(members.get(i), members.get((i + 1) % members.size()), 10))
                .toArray(Transfer[]::new);
    }

    private long deadlocks() {
        return fixture.number(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }
}
