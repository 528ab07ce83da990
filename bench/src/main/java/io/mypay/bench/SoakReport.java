package io.mypay.bench;

import io.mypay.stack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** What a soak came to. */
final class SoakReport {
    private SoakReport() {}

    static String text(List<SoakFinding> findings) {
        return findings.stream()
                .map(finding -> finding.line() + "\n")
                .collect(Collectors.joining("", "\n", ""));
    }

    static String markdown(
            Machine machine, Options options, List<SoakFinding> findings, LocalDate date) {
        StringBuilder page = new StringBuilder();
        page.append("# Ledger soak, ").append(date).append("\n\n");
        Report.appendSettings(page, machine);
        page.append(
                "- %,d transfers in the ledger; %,d calls in flight for the rates%n%n"
                        .formatted(options.transfers(), options.inFlight()));
        List<List<String>> rows =
                findings.stream()
                        .map(one ->
                                List.of(
                                        one.name(),
                                        one.shown(),
                                        one.must(),
                                        one.isMet() ? "ok" : "short"))
                        .toList();
        new Table(List.of("measured", "figure", "must", "verdict"), rows).appendMarkdown(page);
        return page.toString();
    }

    static Path write(Machine machine, Options options, List<SoakFinding> findings)
            throws IOException {
        LocalDate date = LocalDate.now(ZoneOffset.UTC);
        Path folder = Files.createDirectories(Home.find().root().resolve("bench/results"));
        return Files.writeString(
                folder.resolve(date + "-" + machine.shortName() + "-soak.md"),
                markdown(machine, options, findings, date));
    }
}
