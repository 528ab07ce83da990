package io.mypay.payment.voucher;

import static io.mypay.payment.voucher.VoucherTest.anId;
import static io.mypay.payment.voucher.VoucherTest.capture;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class VoucherPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Voucher.GivenBack NOTHING =
            new Voucher.GivenBack(Money.krw(0), Money.krw(0));

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
}
