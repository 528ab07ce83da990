package io.mypay.money.ledger;

import static io.mypay.money.ledger.Asked.anId;
import static io.mypay.money.ledger.Asked.capture;
import static io.mypay.money.ledger.Asked.hold;
import static io.mypay.money.ledger.Asked.linked;
import static io.mypay.money.ledger.Asked.release;
import static io.mypay.money.ledger.Asked.single;
import static io.mypay.money.ledger.Outcome.ACCOUNT_CLOSED;
import static io.mypay.money.ledger.Outcome.ACCOUNT_NOT_FOUND;
import static io.mypay.money.ledger.Outcome.AMOUNT_EXCEEDS_HOLD;
import static io.mypay.money.ledger.Outcome.AMOUNT_NOT_POSITIVE;
import static io.mypay.money.ledger.Outcome.APPLIED;
import static io.mypay.money.ledger.Outcome.CURRENCY_MISMATCH;
import static io.mypay.money.ledger.Outcome.HOLD_ALREADY_CAPTURED;
import static io.mypay.money.ledger.Outcome.HOLD_ALREADY_RELEASED;
import static io.mypay.money.ledger.Outcome.HOLD_EXPIRED;
import static io.mypay.money.ledger.Outcome.HOLD_NOT_FOUND;
import static io.mypay.money.ledger.Outcome.ID_REUSED;
import static io.mypay.money.ledger.Outcome.INSUFFICIENT_FUNDS;
import static io.mypay.money.ledger.Outcome.LIMIT_EXCEEDED;
import static io.mypay.money.ledger.Outcome.LINKED_TRANSFER_FAILED;
import static io.mypay.money.ledger.Outcome.REPLAYED;
import static io.mypay.money.ledger.Outcome.SAME_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Optional<Duration> A_MINUTE = Optional.of(Duration.ofMinutes(1));

    private final MemoryLedger ledger =
            new MemoryLedger()
                    .open("adjustment", "commission", "member/a", "member/b", "merchant/m")
                    .open("member/dollar", USD, false)
                    .fund("member/a", 1_000);

    @Test
    void money_leaves_one_account_and_reaches_the_other() {
        assertThat(ledger.outcomes(single("member/a", "member/b", 300))).containsExactly(APPLIED);

        assertThat(ledger.available("member/a")).isEqualTo(700);
        assertThat(ledger.available("member/b")).isEqualTo(300);
    }

    @Test
    void of_two_spends_in_a_batch_that_together_exceed_the_balance_the_second_is_refused() {
        assertThat(
                        ledger.outcomes(
                                single("member/a", "member/b", 600),
                                single("member/a", "member/b", 600)))
                .containsExactly(APPLIED, INSUFFICIENT_FUNDS);
        assertThat(ledger.available("member/a")).isEqualTo(400);
    }

    @Test
    void what_a_transfer_brought_can_be_spent_by_the_next_one() {
        assertThat(
                        ledger.outcomes(
                                single("member/a", "member/b", 1_000),
                                single("member/b", "merchant/m", 1_000)))
                .containsExactly(APPLIED, APPLIED);
    }

    @Test
    void a_repetition_gives_the_first_outcome_and_changes_nothing() {
        var spend = single("member/a", "member/b", 600);
        var tooMuch = single("member/a", "member/b", 600);
        ledger.post(spend, tooMuch);
        ledger.fund("member/a", 10_000);

        var results = ledger.post(spend, tooMuch);

        assertThat(results).extracting(Result::outcome).containsOnly(REPLAYED);
        assertThat(results)
                .extracting(result -> result.first().orElseThrow())
                .containsExactly(APPLIED, INSUFFICIENT_FUNDS);
        assertThat(ledger.available("member/b")).isEqualTo(600);
    }

    @Test
    void the_same_id_with_other_content_is_refused_also_within_a_batch() {
        var id = anId();
        var first = single(id, "member/a", "member/b", Money.krw(1), Code.PAYMENT, false);

        assertThat(
                        ledger.outcomes(
                                first,
                                first,
                                single(
                                        id,
                                        "member/a",
                                        "member/b",
                                        Money.krw(2),
                                        Code.PAYMENT,
                                        false),
                                single(
                                        id,
                                        "member/a",
                                        "member/b",
                                        Money.krw(1),
                                        Code.REFUND,
                                        false),
                                single(
                                        id,
                                        "member/b",
                                        "member/a",
                                        Money.krw(1),
                                        Code.PAYMENT,
                                        false)))
                .containsExactly(APPLIED, REPLAYED, ID_REUSED, ID_REUSED, ID_REUSED);
    }

    @Test
    void a_refusal_for_what_was_asked_is_not_remembered_so_it_can_succeed_later() {
        var early = single("member/a", "member/late", 100);
        assertThat(ledger.outcomes(early)).containsExactly(ACCOUNT_NOT_FOUND);

        ledger.open("member/late");

        assertThat(ledger.outcomes(early)).containsExactly(APPLIED);
    }

    @Test
    void of_several_refusals_the_first_in_precedence_is_given() {
        ledger.open("member/closed").close("member/closed");

        assertThat(
                        ledger.outcomes(
                                single("nobody", "nobody", 0),
                                single("nobody", "nobody", 1),
                                single("nobody", "member/closed", 1),
                                single("member/closed", "member/dollar", 1),
                                single("member/a", "member/dollar", 9_999),
                                capture(anId(), Optional.of("member/b"), Money.krw(9_999)),
                                single("member/a", "member/b", 9_999)))
                .containsExactly(
                        AMOUNT_NOT_POSITIVE,
                        SAME_ACCOUNT,
                        ACCOUNT_NOT_FOUND,
                        ACCOUNT_CLOSED,
                        CURRENCY_MISMATCH,
                        HOLD_NOT_FOUND,
                        INSUFFICIENT_FUNDS);
    }

    @Test
    void a_capture_in_another_currency_than_its_hold_is_refused() {
        var hold = hold("member/a", "member/b", 500);
        ledger.open("member/a", USD, false).post(hold);

        assertThat(
                        ledger.outcomes(
                                capture(
                                        hold.id(),
                                        Optional.of("member/dollar"),
                                        new Money(1, USD))))
                .containsExactly(CURRENCY_MISMATCH);
    }

    @Test
    void a_balance_never_leaves_the_range_of_a_long() {
        assertThat(
                        ledger.outcomes(
                                single("adjustment", "member/b", Long.MAX_VALUE - 1_000),
                                single("commission", "member/b", 1_001),
                                hold("adjustment", "member/b", 3),
                                single("commission", "member/b", 1_000)))
                .containsExactly(APPLIED, LIMIT_EXCEEDED, LIMIT_EXCEEDED, APPLIED);
        assertThat(ledger.posted("member/b")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_merchant_owes_only_after_refunds_and_the_payouts_they_crossed() {
        assertThat(
                        ledger.outcomes(
                                single("merchant/m", "member/a", 10, Code.REMITTANCE),
                                single("merchant/m", "member/a", 10, Code.REFUND),
                                single("merchant/m", "commission", 10, Code.COMMISSION)))
                .containsExactly(INSUFFICIENT_FUNDS, APPLIED, APPLIED);
        assertThat(ledger.available("merchant/m")).isEqualTo(-20);
    }

    @Test
    void held_money_cannot_be_spent_and_is_moved_by_its_capture_the_rest_is_free_again() {
        var hold = hold("member/a", "merchant/m", 800);
        assertThat(ledger.outcomes(hold, single("member/a", "member/b", 300)))
                .containsExactly(APPLIED, INSUFFICIENT_FUNDS);

        assertThat(ledger.outcomes(capture(hold, 500))).containsExactly(APPLIED);

        assertThat(ledger.posted("member/a")).isEqualTo(500);
        assertThat(ledger.held("member/a")).isZero();
        assertThat(ledger.posted("merchant/m")).isEqualTo(500);
    }

    @Test
    void a_hold_ends_once() {
        var captured = hold("member/a", "merchant/m", 100);
        var released = hold("member/a", "merchant/m", 100);

        assertThat(
                        ledger.outcomes(
                                captured,
                                capture(captured, 101),
                                capture(captured, 100),
                                capture(captured, 1),
                                release(captured),
                                released,
                                release(released),
                                capture(released, 1),
                                release(released)))
                .containsExactly(
                        APPLIED,
                        AMOUNT_EXCEEDS_HOLD,
                        APPLIED,
                        HOLD_ALREADY_CAPTURED,
                        HOLD_ALREADY_CAPTURED,
                        APPLIED,
                        APPLIED,
                        HOLD_ALREADY_RELEASED,
                        HOLD_ALREADY_RELEASED);
        assertThat(ledger.available("member/a")).isEqualTo(900);
    }

    @Test
    void a_hold_whose_time_is_over_is_no_longer_captured_and_its_expiry_frees_it() {
        var hold = hold("member/a", "merchant/m", 100, A_MINUTE);
        ledger.post(hold);
        ledger.pass(60);

        assertThat(ledger.outcomes(capture(hold, 100), release(hold)))
                .containsExactly(HOLD_EXPIRED, HOLD_EXPIRED);
        assertThat(ledger.held("member/a")).isEqualTo(100);

        var expiry = Transfer.Expiry.of(hold.id(), hold.purpose());
        assertThat(ledger.outcomes(expiry, expiry)).containsExactly(APPLIED, REPLAYED);
        assertThat(ledger.held("member/a")).isZero();
        assertThat(ledger.outcomes(capture(hold, 100))).containsExactly(HOLD_EXPIRED);
    }

    @Test
    void a_hold_expires_even_on_a_closed_account() {
        var hold = hold("member/a", "merchant/m", 100, A_MINUTE);
        ledger.post(hold);
        ledger.close("member/a").pass(61);

        assertThat(ledger.outcomes(Transfer.Expiry.of(hold.id(), hold.purpose())))
                .containsExactly(APPLIED);
    }

    @Test
    void several_captures_of_one_hold_are_one_chain() {
        var hold = hold("member/a", "merchant/m", 1_000);
        ledger.post(hold);

        assertThat(
                        ledger.outcomes(
                                linked(capture(hold, 600)),
                                // What the hold still reserves is nobody else's within the chain.
                                linked(
                                        capture(
                                                hold.id(),
                                                Optional.of("commission"),
                                                Money.krw(100))),
                                single("member/a", "member/b", 300)))
                .containsExactly(APPLIED, APPLIED, APPLIED);
        assertThat(ledger.posted("merchant/m")).isEqualTo(600);
        assertThat(ledger.posted("commission")).isEqualTo(100);
        assertThat(ledger.available("member/a")).isZero();
    }

    @Test
    void between_the_captures_of_a_chain_the_rest_of_the_hold_stays_reserved() {
        var hold = hold("member/a", "merchant/m", 1_000);
        ledger.post(hold);

        assertThat(
                        ledger.outcomes(
                                linked(capture(hold, 600)),
                                linked(single("member/a", "member/b", 300)),
                                capture(hold, 100)))
                .containsExactly(
                        LINKED_TRANSFER_FAILED, INSUFFICIENT_FUNDS, LINKED_TRANSFER_FAILED);
        assertThat(ledger.held("member/a")).isEqualTo(1_000);
    }

    @Test
    void a_chain_fails_as_a_whole_and_its_repetition_fails_the_same_way() {
        var chain =
                List.of(
                        linked(single("member/a", "member/b", 600)),
                        linked(single("member/a", "member/b", 600)),
                        single("member/b", "merchant/m", 1));

        assertThat(ledger.post(chain))
                .extracting(Result::outcome)
                .containsExactly(
                        LINKED_TRANSFER_FAILED, INSUFFICIENT_FUNDS, LINKED_TRANSFER_FAILED);
        assertThat(ledger.available("member/a")).isEqualTo(1_000);

        ledger.fund("member/a", 10_000);
        assertThat(ledger.post(chain))
                .extracting(result -> result.first().orElseThrow())
                .containsExactly(
                        LINKED_TRANSFER_FAILED, INSUFFICIENT_FUNDS, LINKED_TRANSFER_FAILED);
    }

    @Test
    void a_chain_with_a_link_that_was_posted_before_does_nothing_new() {
        var posted = single("member/a", "member/b", 1);
        var before = ledger.post(posted).size() + ledger.transfers();

        assertThat(ledger.outcomes(linked(single("member/a", "member/b", 2)), posted))
                .containsExactly(LINKED_TRANSFER_FAILED, REPLAYED);
        assertThat(ledger.outcomes(linked(posted), single("member/a", "member/b", 2)))
                .containsExactly(ID_REUSED, LINKED_TRANSFER_FAILED);
        assertThat(ledger.transfers()).isEqualTo(before - 1);
    }

    @Test
    void a_chain_with_an_id_twice_does_nothing() {
        var transfer = linked(single("member/a", "member/b", 1));

        assertThat(ledger.outcomes(transfer, transfer, single("member/a", "member/b", 1)))
                .containsExactly(LINKED_TRANSFER_FAILED, ID_REUSED, LINKED_TRANSFER_FAILED);
        assertThat(ledger.posted("member/b")).isZero();
    }

    @Test
    void what_a_fact_cannot_reach_goes_to_suspense() {
        var cash = single("corporate-cash/004", "member/a", 1, Code.RECHARGE);
        var payout = single("merchant/m", "corporate-cash/004", 1, Code.PAYOUT);

        assertThat(Facts.inSuspense(cash).to()).isEqualTo(AccountName.SUSPENSE);
        assertThat(Facts.inSuspense(cash).from()).isEqualTo(cash.from());
        assertThat(Facts.inSuspense(payout).from()).isEqualTo(AccountName.SUSPENSE);
        assertThat(Facts.inSuspense(payout).id()).isEqualTo(payout.id().step("suspense"));
    }
}
