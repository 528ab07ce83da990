package io.mypay.money.recharge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.MoneyRefusal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RechargeLanguageTest {
    private static final MembershipId MEMBER = new MembershipId(UUID.randomUUID());
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void a_requested_recharge_succeeds_by_its_firmbanking() {
        var by = new FirmbankingId(UUID.randomUUID());

        var succeeded = aRequestedRecharge().succeed(by, NOW.plusSeconds(1));

        assertThat(succeeded.by()).isEqualTo(by);
        assertThat(succeeded.isFinal()).isTrue();
        assertThat(succeeded.at()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void a_requested_recharge_fails_with_bankings_reason() {
        var failed = aRequestedRecharge().fail("INSUFFICIENT_FUNDS", NOW);

        assertThat(failed.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(failed.isFinal()).isTrue();
        assertThat(aRequestedRecharge().isFinal()).isFalse();
    }

    @Test
    void each_state_has_one_event_of_its_own() {
        var requested = aRequestedRecharge();
        var ids =
                Stream.of(
                                requested,
                                requested.succeed(new FirmbankingId(UUID.randomUUID()), NOW),
                                requested.fail("DECLINED", NOW))
                        .map(RechargeProtos::event)
                        .map(event -> event.messageId())
                        .toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(RechargeProtos.event(requested).messageId()).isEqualTo(ids.getFirst());
    }

    @Test
    void the_limit_itself_may_be_ordered_and_one_won_more_may_not() {
        assertThat(anOrder(RechargeOrder.LIMIT).amount()).isEqualTo(Money.krw(10_000_000));
        assertThatThrownBy(() -> anOrder(Money.krw(10_000_001)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(
                                                new MoneyRefusal.AmountOverLimit(
                                                        RechargeOrder.LIMIT)));
    }

    @Test
    void only_won_can_be_ordered() {
        var dollar = Currency.getInstance("USD");
        assertThatThrownBy(() -> anOrder(new Money(1, dollar)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(new MoneyRefusal.CurrencyNotSupported(dollar)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void nothing_or_less_cannot_be_ordered(long won) {
        assertThatThrownBy(() -> anOrder(Money.krw(won)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RechargeOrder anOrder(Money amount) {
        return new RechargeOrder(MEMBER, amount, Optional.empty());
    }

    private static Recharge.Requested aRequestedRecharge() {
        return new Recharge.Requested(
                new Recharge.Terms(
                        new RechargeId(Uuid7.next(NOW)),
                        MEMBER,
                        new RegisteredBankAccountId(UUID.randomUUID()),
                        Money.krw(50_000),
                        NOW,
                        NOW.plusSeconds(600)));
    }
}
