package io.mypay.remittance.sending;

import static io.mypay.remittance.sending.Orders.aFirmbankingId;
import static io.mypay.remittance.sending.Orders.aMembershipId;
import static io.mypay.remittance.sending.Orders.aRechargeId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.funding.RechargeAnswer;
import io.mypay.remittance.funding.RechargeStanding;
import io.mypay.remittance.ledger.Posted;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemittanceTest {
    private static final Instant NOW = Orders.now().plusSeconds(1);
    private static final FailureReason NO = new FailureReason("NO");
    private static final Order TO_MEMBER =
            Orders.toMember(aMembershipId(), aMembershipId(), 20_000);
    private static final Order TO_BANK = Orders.toBank(aMembershipId(), 15_000);

    @ParameterizedTest(name = "{0} → {2}")
    @MethodSource
    void learns_and_becomes(String what, Supplier<Remittance> transition, Class<?> becomes) {
        var next = transition.get();

        assertThat(next).isInstanceOf(becomes);
        assertThat(next.isFinal())
                .isEqualTo(
                        becomes == Remittance.Completed.class
                                || becomes == Remittance.Failed.class);
    }

    static Stream<Arguments> learns_and_becomes() {
        return Stream.of(
                row(
                        "requested, enough",
                        () -> requested().after(krw(15_500), NOW),
                        Remittance.Funded.class),
                row(
                        "requested, one won short",
                        () -> requested().after(krw(15_499), NOW),
                        Remittance.Lacking.class),
                row(
                        "lacking, accepted",
                        () -> lacking().after(new RechargeAnswer.Accepted(aRechargeId()), NOW),
                        Remittance.Recharging.class),
                row(
                        "lacking, refused",
                        () -> lacking().after(new RechargeAnswer.Refused(NO), NOW),
                        Remittance.Failed.class),
                row(
                        "recharging, underway",
                        () -> recharging().after(new RechargeStanding.Underway(), NOW),
                        Remittance.Recharging.class),
                row(
                        "recharging, succeeded",
                        () -> recharging().after(new RechargeStanding.Succeeded(), NOW),
                        Remittance.Funded.class),
                row(
                        "recharging, failed",
                        () -> recharging().after(new RechargeStanding.Failed(NO), NOW),
                        Remittance.Failed.class),
                row(
                        "funded, moved to a member",
                        () -> funded(TO_MEMBER).after(new Posted.Done(), NOW),
                        Remittance.Completed.class),
                row(
                        "funded, held for a bank",
                        () -> funded(TO_BANK).after(new Posted.Done(), NOW),
                        Remittance.Held.class),
                row(
                        "funded, refused",
                        () -> funded(TO_BANK).after(new Posted.Refused(NO), NOW),
                        Remittance.Failed.class),
                row(
                        "funded, too early",
                        () -> funded(TO_MEMBER).after(new Posted.TooEarly(), NOW),
                        Remittance.Funded.class),
                row(
                        "held, refused",
                        () -> held().after(new FirmbankingStanding.Refused(NO), NOW),
                        Remittance.Releasing.class),
                row(
                        "held, underway",
                        () -> held().after(new FirmbankingStanding.Underway(aFirmbankingId()), NOW),
                        Remittance.Sent.class),
                row(
                        "held, paid at once",
                        () ->
                                held().after(
                                                new FirmbankingStanding.Succeeded(aFirmbankingId()),
                                                NOW),
                        Remittance.Capturing.class),
                row(
                        "held, failed at once",
                        () ->
                                held().after(
                                                new FirmbankingStanding.Failed(
                                                        aFirmbankingId(), NO),
                                                NOW),
                        Remittance.Releasing.class),
                row(
                        "sent, unknown",
                        () -> sent().after(new FirmbankingStanding.Underway(aFirmbankingId()), NOW),
                        Remittance.Sent.class),
                row(
                        "sent, paid",
                        () ->
                                sent().after(
                                                new FirmbankingStanding.Succeeded(aFirmbankingId()),
                                                NOW),
                        Remittance.Capturing.class),
                row(
                        "sent, failed",
                        () ->
                                sent().after(
                                                new FirmbankingStanding.Failed(
                                                        aFirmbankingId(), NO),
                                                NOW),
                        Remittance.Releasing.class),
                row(
                        "capturing, done",
                        () -> capturing().after(new Posted.Done(), NOW),
                        Remittance.Completed.class),
                row(
                        "capturing, too early",
                        () -> capturing().after(new Posted.TooEarly(), NOW),
                        Remittance.Capturing.class),
                row(
                        "releasing, done",
                        () -> releasing().after(new Posted.Done(), NOW),
                        Remittance.Failed.class),
                row(
                        "releasing, too early",
                        () -> releasing().after(new Posted.TooEarly(), NOW),
                        Remittance.Releasing.class));
    }

    @Test
    void what_decides_nothing_changes_nothing() {
        assertThat(recharging().after(new RechargeStanding.Underway(), NOW))
                .isEqualTo(recharging());
        assertThat(sent().after(new FirmbankingStanding.Underway(aFirmbankingId()), NOW))
                .isEqualTo(sent());
    }

    @Test
    void cash_that_is_out_can_only_be_captured() {
        assertThatThrownBy(() -> capturing().after(new Posted.Refused(NO), NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sent().after(new FirmbankingStanding.Refused(NO), NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> releasing().after(new Posted.Refused(NO), NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_recharge_is_decided_once_and_forgotten_when_it_fails() {
        var lacking = requested().after(krw(12_500), NOW);
        assertThat(lacking.trail().recharged()).isEqualTo(krw(10_000));

        var failed = recharging().after(new RechargeStanding.Failed(NO), NOW);

        assertThat(failed.trail().recharged()).isEqualTo(krw(0));
        assertThat(failed.trail().recharge()).isEqualTo(recharging().trail().recharge());
        assertThat(failed.failure()).contains(NO);
    }

    @Test
    void states_refuse_to_exist_without_what_makes_them() {
        assertThatThrownBy(() -> new Remittance.Held(TO_MEMBER, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Remittance.Sent(TO_BANK, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Remittance.Recharging(TO_BANK, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Remittance.Lacking(TO_BANK, Trail.NONE, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_draft_is_refused_for_what_is_wrong_in_itself() {
        var sender = aMembershipId();
        var memo = new Memo("");
        var toSelf = new Recipient.Member(sender);
        var dollars = new Money(100, java.util.Currency.getInstance("USD"));
        assertThatThrownBy(() -> new Draft(sender, toSelf, krw(1), memo))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Draft(sender, Orders.BANK_ACCOUNT, dollars, memo))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Draft(sender, Orders.BANK_ACCOUNT, krw(Long.MAX_VALUE), memo))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Memo.parse("a\0b")).isInstanceOf(Refused.class);
    }

    @Test
    void the_fee_is_for_banks_only() {
        assertThat(TO_MEMBER.charge().fee()).isEqualTo(krw(0));
        assertThat(TO_BANK.charge().total()).isEqualTo(krw(15_500));
    }

    @Test
    void texts_for_logs_tell_nothing_personal() {
        assertThat(TO_BANK.recipient().toString())
                .contains("********3333")
                .doesNotContain(Orders.NUMBER);
        assertThat(requested().toString()).doesNotContain("rent").doesNotContain("3333");
    }

    private static Arguments row(String what, Supplier<Remittance> transition, Class<?> becomes) {
        return arguments(what, transition, becomes);
    }

    private static final Trail RECHARGED = Trail.NONE.recharging(krw(10_000)).with(aRechargeId());
    private static final Trail PAID = Trail.NONE.with(aFirmbankingId());

    private static Remittance.Requested requested() {
        return Remittance.Requested.of(TO_BANK);
    }

    private static Remittance.Lacking lacking() {
        return new Remittance.Lacking(
                TO_BANK, Trail.NONE.recharging(krw(10_000)), TO_BANK.requestedAt());
    }

    private static Remittance.Recharging recharging() {
        return new Remittance.Recharging(TO_BANK, RECHARGED, TO_BANK.requestedAt());
    }

    private static Remittance.Funded funded(Order order) {
        return new Remittance.Funded(order, Trail.NONE, order.requestedAt());
    }

    private static Remittance.Held held() {
        return new Remittance.Held(TO_BANK, Trail.NONE, TO_BANK.requestedAt());
    }

    private static Remittance.Sent sent() {
        return new Remittance.Sent(TO_BANK, PAID, TO_BANK.requestedAt());
    }

    private static Remittance.Capturing capturing() {
        return new Remittance.Capturing(TO_BANK, PAID, TO_BANK.requestedAt());
    }

    private static Remittance.Releasing releasing() {
        return new Remittance.Releasing(TO_BANK, PAID, NO, TO_BANK.requestedAt());
    }

    private static Money krw(long won) {
        return Money.krw(won);
    }
}
