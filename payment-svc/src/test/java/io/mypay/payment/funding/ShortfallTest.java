package io.mypay.payment.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortfallTest {

    @ParameterizedTest
    @CsvSource({
        "1, 10000",
        "3000, 10000",
        "9999, 10000",
        "10000, 10000",
        "10001, 10001",
        "12345, 12345",
    })
    void a_payment_recharges_exactly_what_is_missing_but_at_least_10000(
            long missing, long recharged) {
        assertThat(new Shortfall(Money.krw(missing)).recharge()).isEqualTo(Money.krw(recharged));
    }

    @ParameterizedTest
    @CsvSource({"500, 500, 0", "500, 501, 0", "500, 499, 1", "500, 0, 500"})
    void what_is_missing_is_what_the_balance_lacks(long needed, long available, long missing) {
        var lack = Shortfall.of(Money.krw(needed), Money.krw(available));

        assertThat(lack.map(Shortfall::missing).orElse(Money.krw(0))).isEqualTo(Money.krw(missing));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void nothing_missing_is_no_shortfall(long missing) {
        assertThatThrownBy(() -> new Shortfall(Money.krw(missing)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
