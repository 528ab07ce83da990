package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.id.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferIdTest {
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-P30D,        true",
        "-PT720H0.001S, false",
        "PT10M,        true",
        "PT10M0.001S,  false"
    })
    void a_new_id_is_at_most_thirty_days_old_and_ten_minutes_ahead(Duration off, boolean within) {
        var id = new TransferId(Uuid7.next(NOW.plus(off)));

        assertThat(id.isWithinWindow(NOW)).isEqualTo(within);
    }

    @Test
    void only_version_7_is_accepted() {
        assertThatThrownBy(() -> new TransferId(UUID.randomUUID()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_step_has_the_same_id_whenever_it_is_asked_for() {
        var id = Asked.anId();

        assertThat(id.step("expiry")).isEqualTo(id.step("expiry")).isNotEqualTo(id.step("fee"));
    }
}
