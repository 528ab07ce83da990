package io.mypay.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.Amounts;
import io.mypay.settlement.merchant.Calculation;
import io.mypay.settlement.merchant.Carried;
import io.mypay.settlement.merchant.FirmbankingId;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.settlement.run.Chunk;
import io.mypay.settlement.run.Confirmation;
import io.mypay.settlement.run.SettlementRun;
import io.mypay.settlement.run.Totals;
import io.mypay.settlement.voucher.Commission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @ParameterizedTest
    @CsvSource({
        // gross, refunded, commission, carried net, carried commission: net, commission to post
        "30000, 10000,   500,     0,    0,  19500,   500",
        "    0, 10000,  -250,     0,    0,  -9750,  -250",
        "30000,     0,   750, -9750, -250,  19500,   500",
        " 1000,  1000,     0,     0,    0,      0,     0",
        "  400,     0,   400,     0,    0,      0,   400",
        "    1,     0,     0,    -2,    1,     -1,     1",
    })
    void net_is_gross_less_refunds_less_commission_plus_what_was_carried_over(
            long gross,
            long refunded,
            long commission,
            long carriedNet,
            long carriedCommission,
            long net,
            long toPost) {
        var amounts = amounts(gross, refunded, commission, carriedNet, carriedCommission);

        assertThat(amounts.net()).isEqualTo(Money.krw(net));
        assertThat(amounts.commissionToPost()).isEqualTo(Money.krw(toPost));
    }

    @Test
    void what_is_positive_cannot_be_carried_over() {
        assertThatThrownBy(() -> new Carried(Money.krw(1), Money.krw(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossible_vouchers_and_commissions_are_refused() {
        assertThatThrownBy(() -> Given.capture(Given.aMerchant(), DATE, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Given.capture(Given.aMerchant(), DATE, 100, 101))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Commission(10_001, Money.krw(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Commission(0, Money.krw(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T14:59:59Z, 2026-03-01",
        "2026-03-01T15:00:00Z, 2026-03-02",
    })
    void a_business_date_begins_at_midnight_in_seoul(Instant at, LocalDate date) {
        assertThat(BusinessDates.of(at)).isEqualTo(date);
        assertThat(BusinessDates.lastBefore(at)).isEqualTo(date.minusDays(1));
    }

    @Test
    void a_payout_that_failed_is_requested_again_under_another_id() {
        var first = new Settlement.Confirmed(aCalculation(), NOW).requestPayout(NOW);
        var failed = first.fail("ACCOUNT_CLOSED", LATER);
        var second = failed.retry(LATER);
        var paid = second.pay(new FirmbankingId(UUID.randomUUID()), LATER);

        assertThat(first.attempt()).isEqualTo(1);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.payout()).isNotEqualTo(first.payout());
        assertThat(paid.attempt()).isEqualTo(2);
        assertThat(paid.calculation()).isEqualTo(first.calculation());
    }

    @Test
    void a_run_goes_from_collecting_to_completed_and_keeps_what_it_is() {
        var head =
                new SettlementRun.Head(new RunId(UUID.randomUUID()), new Period(DATE, DATE), NOW);
        var none = Money.krw(0);
        var totals = new Totals(1, 2, Money.krw(100), none, Money.krw(2), Money.krw(98));
        var collecting =
                new SettlementRun.Collecting(
                        head, new Totals(0, 0, none, none, none, none), true, NOW);
        var calculated = collecting.calculate(totals, LATER);
        var confirmed = calculated.confirm(new Confirmation("staff", LATER, Duration.ofDays(3)));
        var completed = confirmed.pay(LATER).complete(LATER);

        assertThat(calculated.finalBy()).isEmpty();
        assertThat(confirmed.finalBy()).contains(LATER.plus(Duration.ofDays(3)));
        assertThat(completed.finalBy()).isEqualTo(confirmed.finalBy());
        assertThat(completed.head()).isEqualTo(head);
        assertThat(completed.totals()).isEqualTo(totals);
    }

    @Test
    void a_chunk_that_is_done_goes_nowhere() {
        assertThat(Chunk.State.OPEN.next().next().next()).isEqualTo(Chunk.State.REQUESTED);
        assertThatThrownBy(Chunk.State.REQUESTED::next).isInstanceOf(IllegalStateException.class);
    }

    private static Calculation aCalculation() {
        return new Calculation(
                new SettlementId(UUID.randomUUID()),
                new RunId(UUID.randomUUID()),
                DATE,
                new MembershipId(UUID.randomUUID()),
                1,
                amounts(1000, 0, 25, 0, 0),
                NOW);
    }

    private static Amounts amounts(
            long gross, long refunded, long commission, long carriedNet, long carriedCommission) {
        return new Amounts(
                Money.krw(gross),
                Money.krw(refunded),
                Money.krw(commission),
                new Carried(Money.krw(carriedNet), Money.krw(carriedCommission)));
    }
}
