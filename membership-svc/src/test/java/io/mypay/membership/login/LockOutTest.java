package io.mypay.membership.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOutTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT0S",
        "4, PT0S",
        "5, PT1M",
        "6, PT2M",
        "7, PT4M",
        "10, PT32M",
        "11, PT1H",
        "12, PT1H",
        "1000, PT1H"
    })
    void the_fifth_wrong_password_locks_and_each_further_one_for_longer(
            int failures, Duration expected) {
        var lockOut = LockOut.NONE;
        for (int i = 0; i < failures; i++) {
            lockOut = lockOut.wrong(NOW);
        }
        assertThat(lockOut.isLocked(NOW)).isEqualTo(expected.isPositive());
        assertThat(lockOut.isLocked(NOW.plus(expected))).isFalse();
        if (expected.isPositive()) {
            assertThat(lockOut.remaining(NOW)).isEqualTo(expected);
        }
    }
}
