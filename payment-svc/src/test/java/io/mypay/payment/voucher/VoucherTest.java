package io.mypay.payment.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.commission.Rate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoucherTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Voucher.GivenBack NOTHING =
            new Voucher.GivenBack(Money.krw(0), Money.krw(0));

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

    @Property
    void the_shares_of_parts_sum_to_the_commission_of_the_whole(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long gross,
            @ForAll @IntRange(max = 10_000) int points,
            @ForAll @Size(max = 6) List<@LongRange(max = 1_000_000_000_000L) Long> cuts) {
        var capture = capture(gross, points);
        var before = NOTHING;
        for (var part : parts(gross, cuts)) {
            var refund = capture.refund(anId(), Money.krw(part), before, NOW);
            assertThat(refund.commission()).isBetween(Money.krw(0), refund.gross());
            before = plus(before, refund);
            assertThat(before.commission()).isEqualTo(floorOfShare(capture, before.gross()));
        }
        assertThat(before).isEqualTo(new Voucher.GivenBack(capture.gross(), capture.commission()));
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

    private static Voucher.Capture capture(long gross, int points) {
        return new Voucher.Capture(
                anId(),
                new PaymentId(UUID.randomUUID()),
                new MembershipId(UUID.randomUUID()),
                Money.krw(gross),
                new Rate(points),
                NOW);
    }

    /** The whole cut where the cuts fall into it. */
    private static List<Long> parts(long gross, List<Long> cuts) {
        var ends =
                LongStream.concat(
                                cuts.stream().mapToLong(Long::longValue).filter(c -> c < gross),
                                LongStream.of(0, gross))
                        .distinct()
                        .sorted()
                        .toArray();
        return LongStream.range(1, ends.length)
                .map(i -> ends[(int) i] - ends[(int) i - 1])
                .boxed()
                .toList();
    }

    private static Voucher.GivenBack plus(Voucher.GivenBack before, Voucher.Refund refund) {
        return new Voucher.GivenBack(
                before.gross().plus(refund.gross()), before.commission().plus(refund.commission()));
    }

    /** By another way than the language's: exact decimals, rounded at the end. */
    private static Money floorOfShare(Voucher.Capture capture, Money refunded) {
        var share =
                BigDecimal.valueOf(capture.commission().minorUnits())
                        .multiply(BigDecimal.valueOf(refunded.minorUnits()))
                        .divideToIntegralValue(BigDecimal.valueOf(capture.gross().minorUnits()));
        return Money.krw(share.longValueExact());
    }

    private static VoucherId anId() {
        return new VoucherId(Uuid7.next(Instant.now()));
    }
}
