package io.mypay.money.ledger;

import static io.mypay.money.ledger.Asked.capture;
import static io.mypay.money.ledger.Asked.hold;
import static io.mypay.money.ledger.Asked.release;
import static io.mypay.money.ledger.Asked.single;
import static io.mypay.money.ledger.Outcome.AMOUNT_EXCEEDS_HOLD;
import static io.mypay.money.ledger.Outcome.APPLIED;
import static io.mypay.money.ledger.Outcome.CURRENCY_MISMATCH;
import static io.mypay.money.ledger.Outcome.HOLD_ALREADY_CAPTURED;
import static io.mypay.money.ledger.Outcome.HOLD_ALREADY_RELEASED;
import static io.mypay.money.ledger.Outcome.HOLD_EXPIRED;
import static io.mypay.money.ledger.Outcome.INSUFFICIENT_FUNDS;
import static io.mypay.money.ledger.Outcome.REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Optional<Duration> A_MINUTE = Optional.of(Duration.ofMinutes(1));

    private final MemoryLedger ledger =
            new MemoryLedger()
                    .open("adjustment", "commission", "member/a", "member/b", "merchant/m")
                    .open("member/dollar", USD, false)
                    .fund("member/a", 1_000);

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
}
