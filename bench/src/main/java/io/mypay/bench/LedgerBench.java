package io.mypay.bench;

import io.mypay.bench.baseline.Baseline;
import io.mypay.bench.baseline.BuiltIn;
import io.mypay.bench.baseline.Pgbench;
import io.mypay.bench.load.Generator;
import io.mypay.bench.transfers.Book;
import io.mypay.bench.transfers.Funding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One benchmark of the ledger from start to end. */
final class LedgerBench {
    private static final int EVENT_LOOPS = 1;
    private static final Duration WARMUP_EACH = Duration.ofSeconds(2);

    private final Options options;
    private final PrintStream out;
    private final Book book = new Book();
    private final Results results = new Results();

    LedgerBench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Throws if something was not measured properly; a goal that is missed is no failure. */
    void run() throws Exception {
        try (Bed bed = Bed.make(line -> out.println("  " + line));
                Generator generator = new Generator(EVENT_LOOPS)) {
            Machine machine = Machine.of(bed.folder());
            out.println("  " + machine.describe());
            Baseline.Place place = bed.baseline();
            Baseline.prepare(place);
            bed.tables().open(book);
            new Funding(book, bed.calls().ledger()).run();
            out.printf(
                    "  %,d funded accounts; gRPC client by %s%n",
                    Book.MEMBERS, generator.transport());
            if (options.soak()) {
                Soak soak = new Soak(bed, generator, book, options, out);
                List<SoakFinding> findings = soak.run();
                out.println("  " + soak.verified());
                out.print(SoakReport.text(findings));
                out.println("report: " + SoakReport.write(machine, options, findings));
                return;
            }
            rounds(bed, generator, machine, place);
        }
    }

    private void rounds(Bed bed, Generator generator, Machine machine, Baseline.Place place)
            throws Exception {
        Baseline baseline = baseline(place, bed.folder());
        List<String> instances = startOthers(bed);
        Measurements measurements = new Measurements(bed, baseline, generator, book);
        warmUp(measurements, instances);
        List<Measurement> wanted = wanted(measurements.all(options.inFlight(), options.length()));
        for (int round = 1; round <= options.rounds(); round++) {
            measure(round, wanted);
        }
        out.println("  " + new Conservation(bed, book, place).require());
        Report report = new Report(machine, options, baseline.name(), wanted, results);
        out.println();
        out.print(report.text());
        out.println("report: " + report.write());
    }

    private Baseline baseline(Baseline.Place place, Path folder)
            throws IOException, InterruptedException {
        if (options.builtIn()) {
            return new BuiltIn(place);
        }
        return Pgbench.find(place, folder)
                .<Baseline>map(found -> found)
                .orElseGet(() -> new BuiltIn(place));
    }

    // In this order, since an instance is known by its number.
    private List<String> startOthers(Bed bed) throws InterruptedException {
        boolean unbatched = Measurement.OF_UNBATCHED.stream().anyMatch(options::wants);
        if (!unbatched && !options.wants(Measurement.TWO_INSTANCES)) {
            return List.of(Bed.ONE);
        }
        bed.startAnother();
        if (!unbatched) {
            return List.of(Bed.ONE, Bed.TWO);
        }
        bed.startAnother();
        return List.of(Bed.ONE, Bed.TWO, Bed.UNBATCHED);
    }

    private List<Measurement> wanted(List<Measurement> all) {
        return all.stream().filter(one -> options.wants(one.name())).toList();
    }

    // What is learnt later would make the last rounds better than the first.
    private void warmUp(Measurements measurements, List<String> instances) throws Exception {
        out.println("  warming up …");
        for (String instance : instances) {
            measurements.warmUp(instance, options.warmup());
        }
        for (Measurement measurement : wanted(measurements.all(options.inFlight(), WARMUP_EACH))) {
            measurement.action().take();
        }
    }

    private void measure(int round, List<Measurement> wanted) throws Exception {
        out.printf("  round %d of %d:", round, options.rounds());
        // Whoever follows a certain neighbour does so in one round only.
        List<Measurement> turned = new ArrayList<>(wanted);
        Collections.rotate(turned, round - 1);
        for (Measurement measurement : turned) {
            Measurement.Sample sample = measurement.action().take();
            results.add(measurement.name(), sample);
            out.printf(" · %s %s", measurement.name(), measurement.unit().show(sample.value()));
            out.flush();
        }
        out.println();
    }
}
