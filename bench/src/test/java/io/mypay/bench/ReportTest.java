package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.bench.Measurement.Sample;
import io.mypay.bench.Measurement.Unit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private static final Machine MACHINE = new Machine(2, "AMD EPYC", 24_064, "Linux 6.1", 0.25);

    private final Results results = new Results();
    private Report report;

    @BeforeEach
    void measured() {
        add(Measurement.A_16, 5_000, 6_000, 4_000);
        add(Measurement.A_32, 4_000, 5_500, 4_400);
        add(Measurement.UNIFORM, 45_000, 48_000, 44_000);
        report =
                new Report(
                        MACHINE,
                        Options.parse(List.of("--rounds", "3")),
                        "pgbench 18",
                        List.of(
                                measurement(Measurement.A_16),
                                measurement(Measurement.A_32),
                                measurement(Measurement.UNIFORM),
                                measurement(Measurement.ECHO)),
                        results);
    }

    @Test
    void the_terminal_shows_figures_and_a_line_per_goal_that_was_measured() {
        assertThat(report.text())
                .containsPattern("uniform +45,000 /s +44,000 /s – 48,000 /s")
                .doesNotContain("echo")
                .endsWith("bench ledger: uniform / A 9.00x (must 8x, aim 15x) ok\n");
    }

    @Test
    void the_page_says_what_was_measured_on_what_with_what() {
        assertThat(report.markdown(LocalDate.of(2026, 1, 31)))
                .startsWith("# Ledger benchmark, 2026-01-31\n")
                .contains("2 cores (AMD EPYC), 23.5 GiB of memory, Linux 6.1, fsync 0.25 ms")
                .contains("A by pgbench 18")
                .contains("3 interleaved rounds, 5 s for each measurement")
                .contains("| uniform / A | 9.00× | 8.00× – 10.00× | ≥ 8× | ≥ 15× | ok |")
                .contains(
                        "| A at 16 | 5,000 /s | 4,000 /s – 6,000 /s | 1.0 | 2.0 | 3.0 | as told |");
    }

    @Test
    void the_machine_has_a_name_fit_for_a_file() {
        assertThat(MACHINE.shortName()).isEqualTo("2-cores-amd-epyc");
        assertThat(
                        new Machine(8, "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", 1, "x", 1)
                                .shortName())
                .isEqualTo("8-cores-intel-xeon-e5-2680-v4");
    }

    private static Measurement measurement(String name) {
        return new Measurement(
                name,
                Unit.PER_SECOND,
                "as told",
                () -> {
                    throw new IllegalStateException("nothing is measured here");
                });
    }

    private void add(String measurement, double... values) {
        for (double value : values) {
            results.add(
                    measurement,
                    new Sample(
                            value,
                            1_000,
                            new CpuTimes(
                                    Duration.ofMillis(1),
                                    Duration.ofMillis(2),
                                    Duration.ofMillis(3))));
        }
    }
}
