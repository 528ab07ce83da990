package io.mypay.payment.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.commission.Rate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoucherTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30000, 250, 750, 29250",
        "39, 250, 0, 39",
        "40, 250, 1, 39",
        "30000, 0, 0, 30000",
        "30000, 10000, 30000, 0",
        "1000000000000, 333, 33300000000, 966700000000",
    })
    void the_commission_is_rounded_down(long gross, int points, long commission, long net) {
        var voucher = capture(gross, points);

        assertThat(voucher.commission()).isEqualTo(Money.krw(commission));
        assertThat(voucher.net()).isEqualTo(Money.krw(net));
    }

    @Test
    void no_voucher_gives_back_more_than_was_paid() {
        var capture = capture(1_000, 250);
        var before = new Voucher.GivenBack(Money.krw(999), Money.krw(24));

        assertThatThrownBy(() -> capture.refund(anId(), Money.krw(2), before, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01T14:59:59Z, 2026-03-01", "2026-03-01T15:00:00Z, 2026-03-02"})
    void the_business_date_is_the_day_in_seoul(Instant at, LocalDate date) {
        var capture =
                new Voucher.Capture(
                        anId(),
                        new PaymentId(UUID.randomUUID()),
                        new MembershipId(UUID.randomUUID()),
                        Money.krw(1),
                        new Rate(0),
                        at);

        assertThat(capture.businessDate()).isEqualTo(date);
    }

    static Voucher.Capture capture(long gross, int points) {
        return new Voucher.Capture(
                anId(),
                new PaymentId(UUID.randomUUID()),
                new MembershipId(UUID.randomUUID()),
                Money.krw(gross),
                new Rate(points),
                NOW);
    }

    static VoucherId anId() {
        return new VoucherId(Uuid7.next(Instant.now()));
    }
}
