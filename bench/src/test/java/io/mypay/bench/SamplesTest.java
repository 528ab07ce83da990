package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void the_median_is_the_one_in_the_middle_or_between_the_two_there() {
        assertThat(new Samples(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
        assertThat(new Samples(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3.0);
        assertThat(new Samples(List.of(7.0)).median()).isEqualTo(7.0);
    }

    @Test
    void the_smallest_and_the_largest_are_kept_in_view() {
        Samples samples = new Samples(List.of(3.0, 1.0, 2.0));
        assertThat(samples.min()).isEqualTo(1.0);
        assertThat(samples.max()).isEqualTo(3.0);
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatThrownBy(() -> new Samples(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
