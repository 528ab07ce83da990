package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.bench.Measurement.Sample;
import org.junit.jupiter.api.Test;

final class GoalTest {
    private static final Goal UNIFORM = goal("uniform / A");
    private static final Goal P50 = goal("p50 of 1 caller / one transaction");

    @Test
    void a_ratio_is_taken_within_a_round_and_against_the_better_of_the_two() {
        Results results = new Results();
        round(results, 4_000, 5_000, 50_000);
        round(results, 6_000, 5_000, 48_000);
        round(results, 4_000, 4_000, 36_000);
        Samples ratios = UNIFORM.ratios(results).orElseThrow();
        assertThat(ratios.values()).containsExactly(10.0, 8.0, 9.0);
        assertThat(ratios.median()).isEqualTo(9.0);
    }

    @Test
    void what_was_not_measured_has_no_ratio() {
        Results results = new Results();
        results.add(Measurement.UNIFORM, sample(1));
        results.add(Measurement.A_16, sample(1));
        assertThat(UNIFORM.ratios(results)).isEmpty();
    }

    @Test
    void the_line_names_ratio_bounds_and_verdict() {
        assertThat(UNIFORM.line(8))
                .isEqualTo("bench ledger: uniform / A 8.00x (must 8x, aim 15x) ok");
        assertThat(UNIFORM.line(7.994)).endsWith("7.99x (must 8x, aim 15x) short");
    }

    @Test
    void for_times_less_is_better() {
        assertThat(P50.isMet(1.4)).isTrue();
        assertThat(P50.isMet(1.41)).isFalse();
        assertThat(P50.isAimMet(1.1)).isTrue();
        assertThat(P50.line(1.2))
                .isEqualTo(
                        "bench ledger: p50 of 1 caller / one transaction 1.20x (must 1.4x, aim 1.1x)"
                                + " ok");
    }

    private static Goal goal(String name) {
        return Goal.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static void round(Results results, double at16, double at32, double uniform) {
        results.add(Measurement.A_16, sample(at16));
        results.add(Measurement.A_32, sample(at32));
        results.add(Measurement.UNIFORM, sample(uniform));
    }

    private static Sample sample(double value) {
        return new Sample(value, value, CpuTimes.ZERO);
    }
}
