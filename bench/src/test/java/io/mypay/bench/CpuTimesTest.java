package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CpuTimesTest {
    @Test
    void user_and_system_time_count_and_those_of_children_that_have_ended() {
        String stat =
                "4711 (postgres: a) b) S 1 4711 4711 0 -1 4194304 1 2 3 4 100 20 3000 400 20 0 1 0";
        assertThat(CpuTimes.parse(stat)).isEqualTo(Duration.ofMillis(35_200));
    }
}
