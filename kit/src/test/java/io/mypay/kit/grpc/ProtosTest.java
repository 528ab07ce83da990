package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtosTest {
    @Test
    void values_and_their_messages_are_the_same_thing() {
        var money = Money.krw(20_000);
        var time = Instant.parse("2026-03-01T09:00:00.123456789Z");
        var date = LocalDate.of(2026, 2, 28);
        assertThat(Protos.money(Protos.proto(money))).isEqualTo(money);
        assertThat(Protos.instant(Protos.proto(time))).isEqualTo(time);
        assertThat(Protos.date(Protos.proto(date))).isEqualTo(date);
    }

    @Test
    void a_currency_that_does_not_exist_is_refused_with_its_field() {
        var message = io.mypay.type.v1.Money.newBuilder().setCurrencyCode("XQZ").build();
        assertThatThrownBy(() -> Protos.money("fee", message))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("fee.currency_code");
    }

    @Test
    void a_day_that_the_calendar_lacks_is_refused() {
        var message = Date.newBuilder().setYear(2026).setMonth(2).setDay(30).build();
        assertThatThrownBy(() -> Protos.date(message)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 0",
        "-62135596801, 0",
        "253402300800, 0",
        "5, -1",
        "5, 1000000000"
    })
    void a_timestamp_that_is_no_time_is_refused_with_its_field(long seconds, int nanos) {
        var message = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
        assertThatThrownBy(() -> Protos.instant("as_of", message))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("as_of");
    }

    @ParameterizedTest
    @CsvSource({"2S, 2000", "1500m, 1500", "1H, 3600000", "2M, 120000", "900000u, 900"})
    void the_wires_timeouts_are_understood(String timeout, long millis) {
        var deadline = RunningCallInterceptor.deadline(timeout).orElseThrow();
        assertThat(deadline.timeRemaining(TimeUnit.MILLISECONDS)).isBetween(millis - 200, millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "S", "123456789S", "5x", "-5S"})
    void other_timeouts_are_none(String timeout) {
        assertThat(RunningCallInterceptor.deadline(timeout)).isEmpty();
    }
}
