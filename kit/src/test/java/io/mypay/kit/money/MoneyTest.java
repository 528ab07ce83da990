package io.mypay.kit.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final Currency USD = Currency.getInstance("USD");

    @Property
    void what_is_added_and_taken_away_again_changes_nothing(
            @ForAll @LongRange(min = -1L << 60, max = 1L << 60) long amount,
            @ForAll @LongRange(min = -1L << 60, max = 1L << 60) long other) {
        var money = Money.krw(amount);
        assertThat(money.plus(Money.krw(other)).minus(Money.krw(other))).isEqualTo(money);
    }

    @Property
    void a_share_in_basis_points_is_rounded_down_exactly(
            @ForAll long amount, @ForAll @IntRange(max = 10_000) int points) {
        var exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(points));
        var divided = exact.divideAndRemainder(BigInteger.valueOf(10_000));
        var floor = divided[1].signum() < 0 ? divided[0].subtract(BigInteger.ONE) : divided[0];
        assertThat(Money.krw(amount).basisPoints(points).minorUnits())
                .isEqualTo(floor.longValueExact());
    }

    @Test
    void sums_that_no_long_can_hold_are_not_wrapped_around() {
        var most = Money.krw(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(Money.krw(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.krw(Long.MIN_VALUE).negated())
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void amounts_of_two_currencies_do_not_mix() {
        var dollar = new Money(1, USD);
        assertThatIllegalArgumentException().isThrownBy(() -> Money.krw(1).plus(dollar));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.krw(1).compareTo(dollar));
    }

    @Test
    void people_read_amounts_in_the_currencys_own_digits() {
        assertThat(Money.krw(20_000)).hasToString("20,000 KRW");
        assertThat(new Money(-123_456, USD)).hasToString("-1,234.56 USD");
    }
}
