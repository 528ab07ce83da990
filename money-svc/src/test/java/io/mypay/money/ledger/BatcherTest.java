package io.mypay.money.ledger;

import static io.mypay.money.Fixture.member;
import static io.mypay.money.ledger.Asked.linked;
import static io.mypay.money.ledger.Asked.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.DatabaseWire;
import io.mypay.money.Fixture;
import io.mypay.money.MoneyProblems;
import io.mypay.money.MoneyRefusal;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that wait while a batch stands before a jam are the next batch. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class BatcherTest {
    private static final int ROOM = 2_000;

    @Inject Fixture fixture;
    @Inject Database database;
    @Inject Batches batches;
    @Inject Background background;
    @Inject LedgerMeters meters;
    @Inject MoneyProblems problems;

    private Batcher batcher;
    private String jammed;
    private String payer;
    private String payee;

    @BeforeEach
    void a_batcher_and_members() {
        batcher = new Batcher(batches, background, meters, ROOM);
        jammed = member(fixture.aMember());
        payer = member(fixture.aMemberWith(1_000));
        payee = member(fixture.aMember());
    }

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void calls_that_wait_together_are_worked_together_each_seeing_those_before_it() {
        var spend = single(payer, payee, 600);
        var other = single(spend.id(), payer, payee, Money.krw(1), Code.PAYMENT, false);

        var answers =
                behindAJam(
                        List.of(
                                List.of(spend),
                                List.of(single(payer, payee, 600), single(payee, payer, 100)),
                                List.of(spend),
                                List.of(other),
                                List.of(
                                        linked(single(payer, payee, 1)),
                                        single(payer, payee, 9_999))));

        assertThat(answers)
                .map(BatcherTest::outcomes)
                .containsExactly(
                        List.of(Outcome.APPLIED),
                        List.of(Outcome.INSUFFICIENT_FUNDS, Outcome.APPLIED),
                        List.of(Outcome.REPLAYED),
                        List.of(Outcome.ID_REUSED),
                        List.of(Outcome.LINKED_TRANSFER_FAILED, Outcome.INSUFFICIENT_FUNDS));
        assertThat(answers.stream().map(CompletableFuture::join).flatMap(List::stream))
                .extracting(Result::at)
                .as("one batch has one time")
                .containsOnly(answers.getFirst().join().getFirst().at());
    }

    @Test
    void the_last_transfer_of_a_call_is_not_joined_to_the_next_call() {
        var answers =
                behindAJam(
                        List.of(
                                List.of(linked(single(payer, payee, 1))),
                                List.of(single(payer, payee, 9_999))));

        assertThat(answers)
                .map(BatcherTest::outcomes)
                .containsExactly(List.of(Outcome.APPLIED), List.of(Outcome.INSUFFICIENT_FUNDS));
    }

    @Test
    void more_than_a_batch_is_worked_in_several() {
        var calls = new ArrayList<List<Transfer>>();
        for (int i = 0; i < 5; i++) {
            calls.add(
                    Stream.generate(() -> (Transfer) single(payer, payee, 1)).limit(300).toList());
        }

        var answers = behindAJam(calls);

        assertThat(answers.subList(0, 3))
                .allSatisfy(answer -> assertThat(outcomes(answer)).containsOnly(Outcome.APPLIED));
        assertThat(at(answers.get(2))).isEqualTo(at(answers.get(0)));
        assertThat(at(answers.get(3))).isAfter(at(answers.get(0)));
        assertThat(Fixture.posted(payer)).isZero();
    }

    @Test
    void whoever_finds_the_queue_full_is_refused_and_nobody_else_is() {
        batcher = new Batcher(batches, background, meters, 10);
        try (var jam = jam()) {
            var waiting = post(Stream.generate(this::aWon).limit(9).toList());
            var tooMany = post(List.of(aWon(), aWon()));
            var last = post(List.of(aWon()));

            var refusal = refusal(tooMany);
            jam.end();

            assertThat(refusal).isEqualTo(new MoneyRefusal.LedgerBusy());
            assertThat(problems.explain(refusal))
                    .returns(Problem.Kind.RESOURCE_EXHAUSTED, Problem::kind)
                    .matches(problem -> problem.retryAfter().isPresent());
            assertThat(waiting.join()).hasSize(9);
            assertThat(outcomes(last)).containsExactly(Outcome.APPLIED);
        }
        assertThat(outcomes(post(List.of(single(payee, payer, 1))))).containsOnly(Outcome.APPLIED);
    }

    @Test
    void a_call_that_breaks_its_statement_fails_alone() {
        var poison =
                new Transfer.Single(
                        Asked.anId(),
                        new AccountName(payer),
                        new AccountName(payee),
                        Money.krw(1),
                        new Purpose(Code.PAYMENT, "no text of PostgreSQL has a \0"),
                        false);

        var answers =
                behindAJam(
                        List.of(
                                List.of(aWon()),
                                List.of(poison),
                                List.of(aWon()),
                                List.of(aWon())));

        assertThat(refusal(answers.get(1))).isInstanceOf(Common.InvalidField.class);
        answers.remove(1);
        assertThat(answers).map(BatcherTest::outcomes).containsOnly(List.of(Outcome.APPLIED));
        assertThat(Fixture.posted(payee)).isEqualTo(3);
    }

    @Test
    void a_call_nobody_waits_for_is_left_out_unless_its_batch_has_begun() {
        var begun = single(payer, jammed, 1);
        var left = single(payer, payee, 1);
        try (var jam = Jam.on(jammed, fixture, database)) {
            var first = batcher.post(List.of(begun)).subscribe().with(_ -> {});
            jam.awaitStanding();
            var second = batcher.post(List.of(left)).subscribe().with(_ -> {});
            first.cancel();
            second.cancel();
        }

        assertThat(outcomes(post(List.of(begun)))).containsExactly(Outcome.REPLAYED);
        assertThat(outcomes(post(List.of(left)))).containsExactly(Outcome.APPLIED);
    }

    @Test
    void a_batch_committed_while_its_answer_was_lost_is_answered_to_all_its_callers() {
        var answers =
                behindAJam(
                        List.of(
                                List.of(aWon()),
                                List.of(marked(DatabaseWire.CUT_AFTER_COMMIT)),
                                List.of(aWon())));

        assertThat(answers).map(BatcherTest::outcomes).containsOnly(List.of(Outcome.APPLIED));
        assertThat(Fixture.posted(payee)).isEqualTo(3);
    }

    @Test
    void a_batch_lost_before_it_was_committed_fails_for_all_its_callers_and_the_next_is_worked() {
        var innocent = aWon();
        var answers =
                behindAJam(
                        List.of(
                                List.of(innocent),
                                List.of(marked(DatabaseWire.CUT_BEFORE_COMMIT))));

        assertThat(answers).map(BatcherTest::refusal).containsOnly(new Common.StorageUnavailable());
        assertThat(outcomes(post(List.of(innocent)))).containsExactly(Outcome.APPLIED);
    }

    /** All of them answered. */
    private List<CompletableFuture<List<Result>>> behindAJam(List<List<Transfer>> calls) {
        var answers = new ArrayList<CompletableFuture<List<Result>>>();
        try (var _ = jam()) {
            calls.forEach(call -> answers.add(post(call)));
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        return answers;
    }

    private Jam jam() {
        var jam = Jam.on(jammed, fixture, database);
        var _ = post(List.of(single(payer, jammed, 1_000_000)));
        jam.awaitStanding();
        return jam;
    }

    private CompletableFuture<List<Result>> post(List<Transfer> transfers) {
        return batcher.post(transfers).subscribeAsCompletionStage();
    }

    private Transfer aWon() {
        return single(payer, payee, 1);
    }

    private Transfer marked(String reference) {
        return new Transfer.Single(
                Asked.anId(),
                new AccountName(payer),
                new AccountName(payee),
                Money.krw(1),
                new Purpose(Code.PAYMENT, reference),
                false);
    }

    private static List<Outcome> outcomes(CompletableFuture<List<Result>> answer) {
        return answer.join().stream().map(Result::outcome).toList();
    }

    private static java.time.Instant at(CompletableFuture<List<Result>> answer) {
        return answer.join().getFirst().at();
    }

    private static io.mypay.kit.refusal.Refusal refusal(CompletableFuture<List<Result>> answer) {
        var failure = catchThrowableOfType(CompletionException.class, answer::join);
        return ((Refused) failure.getCause()).refusal();
    }
}
