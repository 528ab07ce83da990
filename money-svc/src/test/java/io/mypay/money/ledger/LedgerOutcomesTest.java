package io.mypay.money.ledger;

import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.held;
import static io.mypay.money.Fixture.hold;
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
import static org.awaitility.Awaitility.await;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.TransferResult;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of transfers, through the wire. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerOutcomesTest {
    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
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
}
