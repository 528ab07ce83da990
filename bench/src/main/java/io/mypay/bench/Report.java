package io.mypay.bench;

import io.mypay.stack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What came out: as a table for the terminal, and as a page to keep. */
record Report(
        Machine machine,
        Options options,
        String baseline,
        List<Measurement> measurements,
        Results results) {
    private static final List<String> HEAD =
            List.of(
                    "measured",
                    "median",
                    "min – max",
                    "CPU µs each: client",
                    "money",
                    "PostgreSQL",
                    "with");

    String text() {
        StringBuilder text = new StringBuilder();
        new Table(HEAD, rows()).appendText(text);
        text.append('\n');
        goals().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private List<List<String>> rows() {
        return measurements.stream()
                .filter(one -> results.of(one.name()).isPresent())
                .map(this::row)
                .toList();
    }

    private List<String> row(Measurement one) {
        Samples samples = results.of(one.name()).orElseThrow();
        return List.of(
                one.name(),
                one.unit().show(samples.median()),
                one.unit().show(samples.min()) + " – " + one.unit().show(samples.max()),
                micros(one, CpuTimes::client),
                micros(one, CpuTimes::money),
                micros(one, CpuTimes::postgres),
                one.shape());
    }

    private String micros(Measurement one, Function<CpuTimes, Duration> who) {
        return results.cpuMicros(one.name(), who)
                .map(samples -> String.format(Locale.ROOT, "%.1f", samples.median()))
                .orElse("");
    }

    private List<String> goals() {
        return Goal.ALL.stream()
                .flatMap(goal ->
                        goal.ratios(results).stream().map(ratios -> goal.line(ratios.median())))
                .toList();
    }

    private List<List<String>> goalRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Goal goal : Goal.ALL) {
            Optional<Samples> ratios = goal.ratios(results);
            ratios.ifPresent(found -> rows.add(row(goal, found)));
        }
        return rows;
    }

    private static List<String> row(Goal goal, Samples ratios) {
        String sign = goal.atMost() ? "≤ " : "≥ ";
        return List.of(
                goal.name(),
                ratio(ratios.median()),
                ratio(ratios.min()) + " – " + ratio(ratios.max()),
                sign + Goal.plain(goal.must()) + "×",
                sign + Goal.plain(goal.aim()) + "×",
                verdict(goal, ratios.median()));
    }

    private static String verdict(Goal goal, double ratio) {
        if (goal.isAimMet(ratio)) {
            return "ok, aim met";
        }
        return goal.isMet(ratio) ? "ok" : "short";
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f×", ratio);
    }

    String markdown(LocalDate date) {
        StringBuilder page = new StringBuilder();
        page.append("# Ledger benchmark, ").append(date).append("\n\n");
        appendSettings(page, machine);
        page.append("- A by ").append(baseline).append('\n');
        page.append("- ").append(options.rounds()).append(" interleaved rounds, ");
        page.append(options.seconds()).append(" s for each measurement; client, server and ");
        page.append("PostgreSQL share the machine\n\n");
        page.append("## Goals\n\n");
        new Table(List.of("ratio", "median", "min – max", "must", "aim", "verdict"), goalRows())
                .appendMarkdown(page);
        page.append("\n## Figures\n\n");
        new Table(HEAD, rows()).appendMarkdown(page);
        return page.toString();
    }

    static void appendSettings(StringBuilder page, Machine machine) {
        page.append("- Machine: ").append(machine.describe()).append('\n');
        page.append("- Java ").append(Runtime.version()).append("; money runs with `");
        page.append(String.join(" ", Bed.JVM)).append("`\n");
        page.append("- PostgreSQL with fsync and synchronous_commit on, `");
        page.append(String.join("`, `", Bed.POSTGRES)).append("`\n");
    }

    /** Quick runs are for looking, full runs for keeping. */
    Path write() throws IOException {
        LocalDate date = LocalDate.now(ZoneOffset.UTC);
        Path folder =
                Home.find().root().resolve(options.quick() ? "bench/target" : "bench/results");
        Files.createDirectories(folder);
        return Files.writeString(
                folder.resolve(date + "-" + machine.shortName() + ".md"), markdown(date));
    }
}
