package io.mypay.money.ledger;

import static io.mypay.money.ledger.Asked.anId;
import static io.mypay.money.ledger.Asked.capture;
import static io.mypay.money.ledger.Asked.hold;
import static io.mypay.money.ledger.Asked.single;
import static io.mypay.money.ledger.Outcome.ACCOUNT_CLOSED;
import static io.mypay.money.ledger.Outcome.ACCOUNT_NOT_FOUND;
import static io.mypay.money.ledger.Outcome.AMOUNT_NOT_POSITIVE;
import static io.mypay.money.ledger.Outcome.APPLIED;
import static io.mypay.money.ledger.Outcome.CURRENCY_MISMATCH;
import static io.mypay.money.ledger.Outcome.HOLD_NOT_FOUND;
import static io.mypay.money.ledger.Outcome.ID_REUSED;
import static io.mypay.money.ledger.Outcome.INSUFFICIENT_FUNDS;
import static io.mypay.money.ledger.Outcome.LIMIT_EXCEEDED;
import static io.mypay.money.ledger.Outcome.REPLAYED;
import static io.mypay.money.ledger.Outcome.SAME_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Currency USD = Currency.getInstance("USD");

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
}
