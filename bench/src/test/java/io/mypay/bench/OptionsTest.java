package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void a_full_run_takes_five_rounds_and_a_quick_one_three_short_ones() {
        Options full = Options.parse(List.of());
        assertThat(full.rounds()).isEqualTo(5);
        assertThat(full.wants(Measurement.ECHO)).isTrue();
        Options quick = Options.parse(List.of("--quick"));
        assertThat(quick.rounds()).isEqualTo(3);
        assertThat(quick.length()).isLessThan(full.length());
    }

    @Test
    void numbers_replace_the_defaults_wherever_they_stand() {
        Options options =
                Options.parse(List.of("--rounds", "7", "--quick", "--seconds", "9", "--soak"));
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.length()).isEqualTo(Duration.ofSeconds(9));
        assertThat(options.soak()).isTrue();
    }

    @Test
    void only_some_are_measured_if_told_so() {
        Options options = Options.parse(List.of("--only", "A,uniform"));
        assertThat(options.wants(Measurement.A_16)).isTrue();
        assertThat(options.wants(Measurement.A_HOT_32)).isTrue();
        assertThat(options.wants(Measurement.UNIFORM)).isTrue();
        assertThat(options.wants(Measurement.UNBATCHED)).isFalse();
    }

    @Test
    void what_it_does_not_know_it_says() {
        assertRefused("does not know '--slow'", "--slow");
        assertRefused("--rounds needs a value", "--rounds");
        assertRefused("--rounds needs a number", "--rounds", "many");
        assertRefused("at least one round", "--rounds", "0");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
