package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final TransferId ID = Asked.anId();
    private static final TransferId HOLD = Asked.anId();
    private static final AccountName A = new AccountName("member/a");
    private static final AccountName B = new AccountName("member/b");
    private static final Money ONE = Money.krw(1);
    private static final Purpose PURPOSE = new Purpose(Code.PAYMENT, "ref");

    @Test
    void transfers_that_differ_in_anything_have_different_fingerprints() {
        var dollar = new Money(1, Currency.getInstance("USD"));
        var second = Optional.of(Duration.ofSeconds(1));
        List<Transfer> transfers =
                List.of(
                        new Transfer.Single(ID, A, B, ONE, PURPOSE, false),
                        new Transfer.Single(ID, A, B, ONE, PURPOSE, true),
                        new Transfer.Single(ID, B, A, ONE, PURPOSE, false),
                        new Transfer.Single(ID, A, B, dollar, PURPOSE, false),
                        new Transfer.Single(ID, A, B, Money.krw(2), PURPOSE, false),
                        new Transfer.Single(ID, A, B, ONE, new Purpose(Code.REFUND, "ref"), false),
                        new Transfer.Single(ID, A, B, ONE, new Purpose(Code.PAYMENT, ""), false),
                        new Transfer.Hold(ID, A, B, ONE, Optional.empty(), PURPOSE, false),
                        new Transfer.Hold(ID, A, B, ONE, second, PURPOSE, false),
                        new Transfer.Capture(ID, HOLD, Optional.empty(), ONE, PURPOSE, false),
                        new Transfer.Capture(ID, HOLD, Optional.of(B), ONE, PURPOSE, false),
                        new Transfer.Release(ID, HOLD, PURPOSE, false),
                        new Transfer.Expiry(ID, HOLD, PURPOSE));

        assertThat(transfers).map(Fingerprint::of).doesNotHaveDuplicates();
    }

    @Test
    void equal_transfers_have_equal_fingerprints() {
        var one = new Transfer.Single(ID, A, B, ONE, PURPOSE, false);
        var same =
                new Transfer.Single(
                        ID, A, B, Money.krw(1), new Purpose(Code.PAYMENT, "ref"), false);

        assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(same));
    }

    @Test
    void where_one_field_ends_and_the_next_begins_makes_a_difference() {
        var ab = new AccountName("ab");
        var c = new AccountName("c");
        var a = new AccountName("a");
        var bc = new AccountName("bc");

        assertThat(Fingerprint.of(new Transfer.Single(ID, ab, c, ONE, PURPOSE, false)))
                .isNotEqualTo(Fingerprint.of(new Transfer.Single(ID, a, bc, ONE, PURPOSE, false)));
    }
}
