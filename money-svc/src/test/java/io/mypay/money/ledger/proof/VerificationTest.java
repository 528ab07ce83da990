package io.mypay.money.ledger.proof;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.ledger;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.release;
import static io.mypay.money.Fixture.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.LedgerFinding;
import io.mypay.money.v1.LedgerFinding.Check;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.money.v1.VerifyLedgerResponse;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class VerificationTest {
    @Inject Fixture fixture;
    @Inject Sealing sealing;
    @Inject Verifications verifications;

    private BehindTheBack behindTheBack;
    private String payer;
    private String shop;
    private Transfer[] spends;

    @BeforeEach
    void ten_spends_are_sealed() {
        behindTheBack = new BehindTheBack(fixture);
        payer = member(fixture.aMemberWith(10_000));
        shop = merchant(fixture.aMerchant());
        spends = Fixture.all(IntStream.range(0, 10).mapToObj(_ -> single(payer, shop, 100)));
        post(spends);
        sealing.all();
    }

    @AfterEach
    void the_ledger_holds_again() {
        behindTheBack.undo();
        assertThat(verify().getFindingsList()).isEmpty();
    }

    @Test
    void a_ledger_as_it_was_posted_holds() {
        var held = hold(payer, shop, 500);
        var released = hold(payer, shop, 500);
        post(held, released, single(payer, shop, 1_000_000));
        post(capture(held, 200), release(released));
        IntStream.range(0, 7)
                .forEach(_ ->
                        post(
                                Fixture.all(
                                        IntStream.range(0, 20)
                                                .mapToObj(_ -> single(payer, shop, 1)))));
        sealing.all();

        var answers = answers(VerifyLedgerRequest.getDefaultInstance());

        var last = answers.getLast();
        assertThat(last.getVerdict().getFindingsList()).isEmpty();
        assertThat(last.getVerdict().getHolds()).isTrue();
        assertThat(last.getTransfersChecked()).isEqualTo(fixture.count("transfer"));
        assertThat(last.getBlocksChecked()).isEqualTo(fixture.count("seal")).isPositive();
        assertThat(last.getLastSequence())
                .isEqualTo(fixture.number("SELECT max(sequence) FROM transfer"));
        assertThat(last.getVerdict().getTransfersUnsealed()).isZero();
        assertThat(last.getVerdict().getLastBlockHash()).matches("[0-9a-f]{64}");
    }

    /** Tried again where the service seals it anew in between. */
    @Test
    void what_is_not_sealed_yet_is_checked_and_counted() {
        await().until(() -> {
            behindTheBack.delete("seal", "block = (SELECT max(block) FROM seal)");
            var verdict = verify();
            behindTheBack.undo();
            return verdict.getHolds() && verdict.getTransfersUnsealed() > 0;
        });
    }

    @Test
    void an_altered_amount_is_named_exactly() {
        behindTheBack.change("transfer", "amount = 101", is(spends[3]));

        var first = verify().getFindings(0);

        assertThat(first.getTransferId()).isEqualTo(spends[3].getTransferId());
        assertThat(first.getSequence()).isEqualTo(sequenceOf(spends[3]));
        assertThat(first.getCheck()).isEqualTo(Check.CHECK_BALANCE);
        assertThat(first.getAccount()).isEqualTo(payer);
        assertThat(first.getDescription()).contains("balance of 9600 where 9700 -101 is due");
    }

    @Test
    void what_no_balance_shows_is_named_exactly_by_the_seal() {
        for (var set :
                List.of(
                        "reference = 'another'",
                        "code = 'REFUND'",
                        "post_time = post_time + interval '1 us'",
                        "linked = true",
                        "fingerprint = gen_random_uuid()")) {
            behindTheBack.change("transfer", set, is(spends[7]));

            assertThat(verify().getFindingsList())
                    .as(set)
                    .extracting(LedgerFinding::getCheck, LedgerFinding::getTransferId)
                    .containsExactly(tuple(Check.CHECK_SEAL, spends[7].getTransferId()));
            behindTheBack.undo();
        }
    }

    @Test
    void balances_altered_in_keeping_with_each_other_are_shown_by_the_seal() {
        var last = spends[9];
        behindTheBack.change(
                "transfer",
                "amount = 50, from_posted = from_posted + 50, to_posted = to_posted - 50",
                is(last));
        behindTheBack.change("account", "posted = posted + 50", "name = '%s'".formatted(payer));
        behindTheBack.change("account", "posted = posted - 50", "name = '%s'".formatted(shop));

        var findings = verify().getFindingsList();

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().getCheck()).isEqualTo(Check.CHECK_SEAL);
        assertThat(findings.getFirst().getTransferId()).isEqualTo(last.getTransferId());
    }

    @Test
    void a_deleted_transfer_is_missed_by_its_seal_and_by_the_one_after_it() {
        var sequence = sequenceOf(spends[4]);
        behindTheBack.delete("transfer", is(spends[4]));

        var findings = verify().getFindingsList();

        assertThat(findings)
                .extracting(LedgerFinding::getCheck)
                .containsExactly(Check.CHECK_SEAL, Check.CHECK_BALANCE);
        assertThat(findings.getFirst().getSequence()).isEqualTo(sequence);
        assertThat(findings.getFirst().getDescription()).contains("not in the ledger any more");
        assertThat(findings.getLast().getTransferId()).isEqualTo(spends[5].getTransferId());
        assertThat(findings.getLast().getDescription()).contains(spends[4].getTransferId());
    }

    @Test
    void a_transfer_slipped_in_later_is_named_by_the_seal() {
        behindTheBack.change("transfer", "sequence = -5", is(spends[2]));

        var findings = verify().getFindingsList();

        assertThat(findings)
                .extracting(LedgerFinding::getTransferId)
                .contains(spends[2].getTransferId());
        assertThat(findings).extracting(LedgerFinding::getCheck).contains(Check.CHECK_SEAL);
    }

    @Test
    void a_seal_that_was_altered_or_removed_is_found() {
        behindTheBack.change("seal", "hash = sha256(hash)", "block = 1");
        assertThat(verify().getFindings(0).getDescription())
                .isEqualTo("block 1 of the seal was altered, its transfers were not");
        behindTheBack.undo();

        post(single(payer, shop, 1));
        sealing.all();
        behindTheBack.delete("seal", "block = 1");

        assertThat(verify().getFindings(0).getDescription())
                .isEqualTo("block 1 of the seal is missing");
    }

    @Test
    void an_account_that_does_not_stand_as_its_transfers_left_it_is_named() {
        var where = "name = '%s'".formatted(payer);
        for (var set :
                List.of(
                        "posted = posted + 1",
                        "held = held + 1",
                        "entries = entries + 1",
                        "last_transfer_id = NULL")) {
            behindTheBack.change("account", set, where);

            var first = verify().getFindings(0);

            assertThat(first.getCheck()).as(set).isEqualTo(Check.CHECK_ACCOUNT);
            assertThat(first.getAccount()).as(set).isEqualTo(payer);
            behindTheBack.undo();
        }
    }

    @Test
    void money_from_nowhere_makes_a_sum() {
        behindTheBack.change("account", "posted = posted + 7", "name = '%s'".formatted(payer));

        assertThat(verify().getFindingsList())
                .extracting(LedgerFinding::getDescription)
                .contains("all accounts in KRW sum to 7");
    }

    @Test
    void a_part_of_the_ledger_is_verified_by_itself() {
        var first = sequenceOf(spends[0]);
        behindTheBack.change("transfer", "reference = 'another'", is(spends[1]));
        var part = VerifyLedgerRequest.newBuilder();

        var with = verify(part.setFirstSequence(first).setLastSequence(first).build());
        var without = verify(part.setFirstSequence(0).setLastSequence(1).build());

        assertThat(with.getFindings(0).getTransferId()).isEqualTo(spends[1].getTransferId());
        assertThat(without.getHolds()).isTrue();
    }

    @Test
    void a_range_that_ends_before_it_begins_is_refused() {
        var error =
                errorOf(() ->
                        verify(
                                VerifyLedgerRequest.newBuilder()
                                        .setFirstSequence(5)
                                        .setLastSequence(4)
                                        .build()));

        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
    }

    /** More often than there are connections: each is given back. */
    @Test
    void a_verification_that_nobody_listens_to_ends() {
        for (int i = 0; i < 15; i++) {
            var first =
                    verifications
                            .verify(new Range(0, 0))
                            .select()
                            .first(1)
                            .toUni()
                            .await()
                            .atMost(Duration.ofSeconds(10));
            assertThat(first).isInstanceOf(Verification.Checked.class);
        }

        assertThat(verify().getHolds()).isTrue();
    }

    @Test
    void an_instance_verifies_twice_at_once_and_not_more_often() {
        var listening =
                Stream.generate(() ->
                                verifications
                                        .verify(new Range(0, 0))
                                        .subscribe()
                                        .withSubscriber(AssertSubscriber.create(0)))
                        .limit(2)
                        .toList();

        var error = errorOf(this::verify);

        assertThat(error.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(error.reason()).isEqualTo("OVERLOADED");
        listening.forEach(one -> one.cancel());
    }

    private LedgerVerdict verify() {
        return verify(VerifyLedgerRequest.getDefaultInstance());
    }

    private LedgerVerdict verify(VerifyLedgerRequest request) {
        return answers(request).getLast().getVerdict();
    }

    private static List<VerifyLedgerResponse> answers(VerifyLedgerRequest request) {
        var answers = new ArrayList<VerifyLedgerResponse>();
        ledger().verifyLedger(request).forEachRemaining(answers::add);
        assertThat(answers.getLast().hasVerdict()).isTrue();
        return answers;
    }

    private long sequenceOf(Transfer transfer) {
        return fixture.number("SELECT sequence FROM transfer WHERE " + is(transfer));
    }

    private static String is(Transfer transfer) {
        return "transfer_id = '%s'".formatted(transfer.getTransferId());
    }
}
