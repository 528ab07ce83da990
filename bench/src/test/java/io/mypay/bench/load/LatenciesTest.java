package io.mypay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static final Percentage BUCKET = Percentage.withPercentage(1.6);

    @Test
    void percentiles_are_right_to_the_width_of_a_bucket() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 10_000; micros++) {
            latencies.add(micros * 1000L);
        }
        assertThat(latencies.percentileMillis(50)).isCloseTo(5.0, BUCKET);
        assertThat(latencies.percentileMillis(99)).isCloseTo(9.9, BUCKET);
        assertThat(latencies.percentileMillis(100)).isCloseTo(10.0, BUCKET);
    }

    @Test
    void any_time_has_a_bucket() {
        for (int bit = 0; bit < 63; bit++) {
            Latencies latencies = new Latencies();
            latencies.add(1L << bit);
            assertThat(latencies.percentileMillis(50)).isCloseTo((1L << bit) / 1e6, BUCKET);
        }
    }

    @Test
    void those_of_several_connections_are_taken_together() {
        Latencies one = new Latencies();
        one.add(1_000_000);
        Latencies other = new Latencies();
        other.add(3_000_000);
        other.add(3_000_000);
        one.addAll(other);
        assertThat(one.percentileMillis(33)).isCloseTo(1.0, BUCKET);
        assertThat(one.percentileMillis(50)).isCloseTo(3.0, BUCKET);
    }

    @Test
    void of_no_calls_there_is_none() {
        assertThat(new Latencies().percentileMillis(50)).isZero();
    }
}
