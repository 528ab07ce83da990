package io.mypay.bench;

import io.mypay.bench.baseline.Baseline;
import io.mypay.bench.baseline.BuiltIn;
import io.mypay.bench.baseline.Pgbench;
import io.mypay.bench.load.Generator;
import io.mypay.bench.transfers.Book;
import io.mypay.bench.transfers.Check;
import io.mypay.bench.transfers.Funding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** One benchmark of the ledger from start to end. */
final class LedgerBench {
    private static final int EVENT_LOOPS = 1;

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
                Generator generator = new Generator(EVENT_LOOPS, bed::token)) {
            Machine machine = Machine.of(bed.folder());
            out.println("  " + machine.describe());
            Baseline.Place place = bed.baseline();
            Baseline.prepare(place);
            Baseline baseline = baseline(place, bed.folder());
            bed.open(book);
            new Funding(book, bed.ledger()).run();
            startOthers(bed);
            out.printf(
                    "  %,d funded accounts; A by %s; gRPC client by %s%n",
                    Book.MEMBERS, baseline.name(), generator.transport());

            Measurements measurements = new Measurements(bed, baseline, generator, book);
            warmUp(measurements);
            List<Measurement> wanted =
                    wanted(measurements.all(options.inFlight(), options.length()));
            for (int round = 1; round <= options.rounds(); round++) {
                measure(round, wanted);
            }
            requireConserved(bed, place);
            Report report = new Report(machine, options, baseline.name(), wanted, results);
            out.println();
            out.print(report.text());
            out.println("report: " + report.write());
        }
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
    private void startOthers(Bed bed) throws InterruptedException {
        boolean unbatched =
                Stream.of(
                                Measurement.UNBATCHED,
                                Measurement.P50_OF_1_UNBATCHED,
                                Measurement.P50_OF_8_UNBATCHED)
                        .anyMatch(options::wants);
        if (unbatched || options.wants(Measurement.TWO_INSTANCES)) {
            bed.startAnother();
        }
        if (unbatched) {
            bed.startAnother();
        }
    }

    private List<Measurement> wanted(List<Measurement> all) {
        return all.stream().filter(one -> options.wants(one.name())).toList();
    }

    // Compilers need a while until they know what is hot: what they learn later would make the
    // last rounds better than the first.
    private void warmUp(Measurements measurements) throws Exception {
        List<Measurement> wanted =
                wanted(measurements.all(options.inFlight(), options.warmup().dividedBy(4)));
        out.println("  warming up …");
        for (Measurement measurement : wanted) {
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

    private void requireConserved(Bed bed, Baseline.Place place) throws Exception {
        List<String> wrong = new ArrayList<>(new Check(book, bed.ledger()).differences());
        long posted = bed.posted();
        if (posted != book.posted()) {
            wrong.add(posted + " transfers are there, acknowledged were " + book.posted());
        }
        if (!Baseline.isConserved(place)) {
            wrong.add("the baseline's books do not balance");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "%d differences, the first ones: %s"
                            .formatted(wrong.size(), wrong.subList(0, Math.min(5, wrong.size()))));
        }
        out.printf(
                "  conserved: %,d transfers acknowledged and found, %,d balances as expected,"
                        + " the sum is 0%n",
                posted, book.names().size());
    }
}
