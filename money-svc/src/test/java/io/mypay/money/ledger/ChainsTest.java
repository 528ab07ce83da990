package io.mypay.money.ledger;

import static io.mypay.money.ledger.Asked.capture;
import static io.mypay.money.ledger.Asked.hold;
import static io.mypay.money.ledger.Asked.linked;
import static io.mypay.money.ledger.Asked.single;
import static io.mypay.money.ledger.Outcome.APPLIED;
import static io.mypay.money.ledger.Outcome.ID_REUSED;
import static io.mypay.money.ledger.Outcome.INSUFFICIENT_FUNDS;
import static io.mypay.money.ledger.Outcome.LINKED_TRANSFER_FAILED;
import static io.mypay.money.ledger.Outcome.REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainsTest {
    private static final Currency USD = Currency.getInstance("USD");

    private final MemoryLedger ledger =
            new MemoryLedger()
                    .open("adjustment", "commission", "member/a", "member/b", "merchant/m")
                    .open("member/dollar", USD, false)
                    .fund("member/a", 1_000);

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
}
