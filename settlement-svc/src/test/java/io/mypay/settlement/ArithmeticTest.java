package io.mypay.settlement;

import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.failed;
import static io.mypay.settlement.Given.payout;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.Given.succeeded;
import static io.mypay.settlement.World.await;
import static io.mypay.settlement.World.settlement;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.voucher.Voucher;
import io.mypay.settlement.voucher.VoucherKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A seeded workload of several dates against a plain model that adds voucher by voucher. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ArithmeticTest {
    private static final int DATES = 5;
    private static final int MERCHANTS = 8;
    private static final int VOUCHERS_PER_DATE = 40;

    @Inject World world;

    @Test
    void every_settlement_is_what_a_plain_model_says() {
        var seed = System.nanoTime();
        System.out.println("ArithmeticTest seed " + seed);
        var random = new SplittableRandom(seed);
        var merchants = IntStream.range(0, MERCHANTS).mapToObj(_ -> Given.aMerchant()).toList();
        var first = world.freshDate();
        var model = new Model();

        for (var date : IntStream.range(0, DATES).mapToObj(first::plusDays).toList()) {
            var vouchers = vouchers(random, merchants, date);
            vouchers.parallelStream().forEach(voucher -> await(world.arrive(voucher)));
            var expected = model.settle(vouchers);

            world.paying(date);

            expected.forEach((merchant, net) -> assertSame(merchant, date, net, seed));
            expected.forEach((merchant, _) -> banks(random, settlement(merchant, date)));
        }

        // Whatever was captured and not refunded is paid, taken as commission, or waits.
        assertThat(
                        world.rows(
                                        """
                                        SELECT sum(gross - refunded)::bigint,
                                               sum(net + commission + carried_commission)
                                                   FILTER (WHERE consumed_by IS NULL)::bigint
                                          FROM settlement
                                         WHERE merchant_id = ANY ($1)
                                        """,
                                        (Object)
                                                merchants.stream()
                                                        .map(MembershipId::value)
                                                        .toArray(java.util.UUID[]::new))
                                .getFirst())
                .as("seed %d", seed)
                .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(row.getLong(1)));
    }

    private static List<Voucher> vouchers(
            SplittableRandom random, List<MembershipId> merchants, LocalDate date) {
        var vouchers = new ArrayList<Voucher>();
        for (var i = 0; i < VOUCHERS_PER_DATE; i++) {
            var merchant = merchants.get(random.nextInt(merchants.size()));
            var gross = random.nextLong(1, 100_000);
            var commission = random.nextLong(0, gross / 10 + 1);
            vouchers.add(
                    random.nextInt(100) < 45
                            ? refund(merchant, date, gross, commission)
                            : capture(merchant, date, gross, commission));
        }
        return vouchers;
    }

    private static void assertSame(
            MembershipId merchant, LocalDate date, Expected expected, long seed) {
        var settlement = settlement(merchant, date);
        var actual =
                new Expected(
                        settlement.getVoucherCount(),
                        settlement.getGross().getMinorUnits(),
                        settlement.getRefunded().getMinorUnits(),
                        settlement.getCommission().getMinorUnits(),
                        settlement.getCarriedOver().getMinorUnits());
        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        assertThat(settlement.getNet().getMinorUnits()).isEqualTo(expected.net());
        assertThat(settlement.getState())
                .isEqualTo(
                        expected.net() > 0
                                ? Settlement.State.STATE_PAYOUT_REQUESTED
                                : Settlement.State.STATE_CARRIED_OVER);
    }

    private static void banks(SplittableRandom random, Settlement settlement) {
        if (settlement.getState() != Settlement.State.STATE_PAYOUT_REQUESTED) {
            return;
        }
        var payout = payout(settlement, 1);
        KafkaProbe.publish(
                random.nextInt(4) == 0
                        ? failed(payout, "ACCOUNT_CLOSED")
                        : succeeded(payout, settlement));
    }

    private record Expected(
            int vouchers, long gross, long refunded, long commission, long carried) {
        long net() {
            return gross - refunded - commission + carried;
        }

        Expected with(Voucher voucher) {
            var amount = voucher.gross().minorUnits();
            var share = voucher.commission().amount().minorUnits();
            return voucher.kind() == VoucherKind.CAPTURE
                    ? new Expected(
                            vouchers + 1, gross + amount, refunded, commission + share, carried)
                    : new Expected(
                            vouchers + 1, gross, refunded + amount, commission - share, carried);
        }
    }

    /** What each merchant's settlements left below zero, one merchant and voucher at a time. */
    private static final class Model {
        private final Map<MembershipId, Long> left = new HashMap<>();

        Map<MembershipId, Expected> settle(List<Voucher> vouchers) {
            var settled = new LinkedHashMap<MembershipId, Expected>();
            for (var voucher : vouchers) {
                var merchant = voucher.merchant();
                var sofar =
                        settled.getOrDefault(
                                merchant,
                                new Expected(0, 0, 0, 0, left.getOrDefault(merchant, 0L)));
                settled.put(merchant, sofar.with(voucher));
            }
            settled.forEach((merchant, sum) -> left.put(merchant, Math.min(0, sum.net())));
            return settled;
        }
    }
}
