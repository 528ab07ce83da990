package io.mypay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoakReportTest {
    private static final List<SoakFinding> FINDINGS =
            List.of(
                    SoakFinding.kept(50_000, 45_000),
                    SoakFinding.memory(600, 700),
                    SoakFinding.reading("ListMoneyChanges page p99", 1.25));

    @Test
    void each_finding_is_a_line_with_its_bound_and_verdict() {
        assertThat(SoakReport.text(FINDINGS))
                .isEqualTo(
                        """

                        bench ledger: soak rate after / before 0.90x, 45,000 /s of 50,000 /s (must 0.8x) ok
                        bench ledger: soak memory of money 700 MiB, before 600 MiB (must 1.1x) short
                        bench ledger: soak ListMoneyChanges page p99 1.25 ms (must 10 ms) ok
                        """);
    }

    @Test
    void the_page_says_on_what_machine() {
        Machine machine = new Machine(2, "AMD EPYC", 24_064, "Linux 6.1", 0.25);
        assertThat(
                        SoakReport.markdown(
                                machine,
                                Options.parse(List.of("--soak", "--in-flight", "512")),
                                FINDINGS,
                                LocalDate.of(2026, 1, 31)))
                .startsWith("# Ledger soak, 2026-01-31\n")
                .contains("2 cores (AMD EPYC)")
                .contains("10,000,000 transfers in the ledger; 512 calls in flight")
                .contains("| soak ListMoneyChanges page p99 | 1.25 ms | 10 ms | ok |");
    }
}
