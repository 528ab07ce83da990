package io.mypay.payment.paying;

import static io.mypay.payment.paying.Orders.aMembershipId;
import static io.mypay.payment.paying.Orders.aRechargeId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.funding.RechargeAnswer;
import io.mypay.payment.funding.RechargeStanding;
import io.mypay.payment.ledger.Posted;
import java.time.Instant;
import java.util.Currency;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentTest {
    private static final Order ORDER = Orders.order(aMembershipId(), aMembershipId(), 30_000);
    private static final Instant NOW = ORDER.requestedAt().plusSeconds(1);
    private static final DeclineReason NO = new DeclineReason("NO");
    private static final Trail RECHARGED = Trail.NONE.recharging(krw(10_000)).with(aRechargeId());

    @ParameterizedTest(name = "{0} → {2}")
    @MethodSource
    void learns_and_becomes(String what, Supplier<Payment> transition, Class<?> becomes) {
        assertThat(transition.get()).isInstanceOf(becomes);
    }

    static Stream<Arguments> learns_and_becomes() {
        return Stream.of(
                row(
                        "requested, enough",
                        () -> requested().after(krw(30_000), NOW),
                        Payment.Funded.class),
                row(
                        "requested, one won short",
                        () -> requested().after(krw(29_999), NOW),
                        Payment.Lacking.class),
                row(
                        "lacking, accepted",
                        () -> lacking().after(new RechargeAnswer.Accepted(aRechargeId()), NOW),
                        Payment.Recharging.class),
                row(
                        "lacking, refused",
                        () -> lacking().after(new RechargeAnswer.Refused(NO), NOW),
                        Payment.Declined.class),
                row(
                        "recharging, underway",
                        () -> recharging().after(new RechargeStanding.Underway(), NOW),
                        Payment.Recharging.class),
                row(
                        "recharging, succeeded",
                        () -> recharging().after(new RechargeStanding.Succeeded(), NOW),
                        Payment.Funded.class),
                row(
                        "recharging, failed",
                        () -> recharging().after(new RechargeStanding.Failed(NO), NOW),
                        Payment.Declined.class),
                row(
                        "funded, held",
                        () -> funded().after(new Posted.Done(NOW), NOW),
                        Payment.Authorized.class),
                row(
                        "funded, refused",
                        () -> funded().after(new Posted.Refused(NO), NOW),
                        Payment.Declined.class),
                row(
                        "funded, too early",
                        () -> funded().after(new Posted.TooEarly(), NOW),
                        Payment.Funded.class),
                row(
                        "authorized, captured",
                        () -> authorized().after(new Posted.Done(NOW), NOW),
                        Payment.Captured.class),
                row(
                        "authorized, expired",
                        () -> authorized().after(new Posted.Refused(NO), NOW),
                        Payment.Declined.class),
                row(
                        "captured, some back",
                        () -> captured().refund(krw(1), NOW),
                        Payment.PartiallyRefunded.class),
                row(
                        "captured, all back",
                        () -> captured().refund(krw(30_000), NOW),
                        Payment.Refunded.class),
                row(
                        "partially refunded, more back",
                        () -> partiallyRefunded().refund(krw(19_999), NOW),
                        Payment.PartiallyRefunded.class),
                row(
                        "partially refunded, the rest back",
                        () -> partiallyRefunded().refund(krw(20_000), NOW),
                        Payment.Refunded.class));
    }

    @Test
    void what_decides_nothing_changes_nothing() {
        assertThat(recharging().after(new RechargeStanding.Underway(), NOW))
                .isEqualTo(recharging());
        assertThat(funded().after(new Posted.TooEarly(), NOW)).isEqualTo(funded());
    }

    @Test
    void a_recharge_is_decided_once_and_forgotten_when_it_fails() {
        var lacking = requested().after(krw(12_500), NOW);
        assertThat(lacking.trail().recharged()).isEqualTo(krw(17_500));

        var declined = recharging().after(new RechargeStanding.Failed(NO), NOW);

        assertThat(declined.trail().recharged()).isEqualTo(krw(0));
        assertThat(declined.trail().recharge()).isEqualTo(RECHARGED.recharge());
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "20001"})
    void never_more_goes_back_than_is_left(long won) {
        assertThatThrownBy(() -> partiallyRefunded().refund(krw(won), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void states_refuse_to_exist_without_what_makes_them() {
        assertThatThrownBy(() -> new Payment.Lacking(ORDER, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment.Recharging(ORDER, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment.PartiallyRefunded(ORDER, Trail.NONE, krw(0), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment.PartiallyRefunded(ORDER, Trail.NONE, krw(30_000), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_draft_is_refused_for_what_is_wrong_in_itself() {
        var dollars = new Money(100, Currency.getInstance("USD"));
        assertRefused(() -> draft(dollars, "coffee"));
        assertRefused(() -> draft(krw(0), "coffee"));
        assertRefused(() -> draft(krw(Long.MAX_VALUE), "coffee"));
        assertRefused(() -> draft(krw(1), "cof\0fee"));
        assertRefused(() -> new Draft(ORDER.member(), ORDER.member(), krw(1), "coffee"));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT_CLOSED, ACCOUNT_CLOSED",
        "NO_REGISTERED_BANK_ACCOUNT, INSUFFICIENT_FUNDS",
        "'', REASON_NOT_GIVEN",
        "so sorry, REASON_NOT_GIVEN",
    })
    void a_recharges_no_becomes_the_payments_reason(String said, String reason) {
        assertThat(DeclineReason.ofRecharge(said).name()).isEqualTo(reason);
    }

    private static void assertRefused(Supplier<Draft> draft) {
        assertThatThrownBy(draft::get).isInstanceOf(Refused.class);
    }

    private static Draft draft(Money amount, String name) {
        return new Draft(ORDER.member(), ORDER.merchant(), amount, name);
    }

    private static Arguments row(String what, Supplier<Payment> transition, Class<?> becomes) {
        return arguments(what, transition, becomes);
    }

    private static Payment.Requested requested() {
        return Payment.Requested.of(ORDER);
    }

    private static Payment.Lacking lacking() {
        return new Payment.Lacking(ORDER, Trail.NONE.recharging(krw(10_000)), ORDER.requestedAt());
    }

    private static Payment.Recharging recharging() {
        return new Payment.Recharging(ORDER, RECHARGED, ORDER.requestedAt());
    }

    private static Payment.Funded funded() {
        return new Payment.Funded(ORDER, Trail.NONE, ORDER.requestedAt());
    }

    private static Payment.Authorized authorized() {
        return new Payment.Authorized(ORDER, Trail.NONE, ORDER.requestedAt());
    }

    private static Payment.Captured captured() {
        return new Payment.Captured(ORDER, Trail.NONE, NOW, NOW);
    }

    private static Payment.PartiallyRefunded partiallyRefunded() {
        return new Payment.PartiallyRefunded(ORDER, Trail.NONE, krw(10_000), NOW);
    }

    private static Money krw(long won) {
        return Money.krw(won);
    }
}
