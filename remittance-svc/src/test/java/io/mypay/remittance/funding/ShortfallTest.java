package io.mypay.remittance.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.money.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortfallTest {

    @ParameterizedTest
    @CsvSource({
        "1, 10000",
        "3000, 10000",
        "9999, 10000",
        "10000, 10000",
        "10001, 20000",
        "12000, 20000",
        "12345, 20000",
        "20000, 20000",
    })
    void a_remittance_recharges_whole_units_of_10000(long missing, long recharged) {
        assertThat(new Shortfall(Money.krw(missing)).recharge()).isEqualTo(Money.krw(recharged));
    }

    @ParameterizedTest
    @CsvSource({"500, 500, 0", "500, 501, 0", "500, 499, 1", "500, 0, 500"})
    void what_is_missing_is_what_the_balance_lacks(long needed, long available, long missing) {
        var lack = Shortfall.of(Money.krw(needed), Money.krw(available));

        assertThat(lack.map(Shortfall::missing).orElse(Money.krw(0))).isEqualTo(Money.krw(missing));
    }

    @Property
    void a_recharge_covers_the_lack_by_less_than_one_unit_more(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long missing) {
        var recharge = new Shortfall(Money.krw(missing)).recharge().minorUnits();

        assertThat(recharge % 10_000).isZero();
        assertThat(recharge - missing).isBetween(0L, 9_999L);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void nothing_missing_is_no_shortfall(long missing) {
        assertThatThrownBy(() -> new Shortfall(Money.krw(missing)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
