package io.mypay.bench;

import io.mypay.bench.load.Caller;
import io.mypay.bench.load.Generator;
import io.mypay.bench.load.Load;
import io.mypay.bench.load.Outcome;
import io.mypay.bench.transfers.Book;
import io.mypay.bench.transfers.Check;
import io.mypay.bench.transfers.Filling;
import io.mypay.bench.transfers.LookBack;
import io.mypay.bench.transfers.PageThrough;
import io.mypay.bench.transfers.Plain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Ten million transfers in the ledger: what that does to rate, reading, and memory. */
final class Soak {
    private static final Duration RAMP = Duration.ofMillis(500);
    private static final Duration FILLING = Duration.ofSeconds(20);
    private static final int FILLING_IN_FLIGHT = 4;
    private static final int READING_IN_FLIGHT = 2;
    private static final double NEARLY_ALL = 99;

    private final Bed bed;
    private final Generator generator;
    private final Book book;
    private final Options options;
    private final PrintStream out;
    private Instant begun = Instant.EPOCH;

    Soak(Bed bed, Generator generator, Book book, Options options, PrintStream out) {
        this.bed = bed;
        this.generator = generator;
        this.book = book;
        this.options = options;
        this.out = out;
    }

    List<SoakFinding> run() throws Exception {
        begun = Instant.now();
        warmUp();
        double before = rate();
        out.printf(
                "  before: %,.0f /s%n  filling up to %,d transfers …%n",
                before, options.transfers());
        fill();
        // The heap takes what it may have at once; what counts is whether it then stays.
        long memoryBefore = residentMebibytes();
        while (book.posted() < options.transfers()) {
            fill();
        }
        long memoryAfter = residentMebibytes();
        double after = rate();
        return List.of(
                SoakFinding.kept(before, after),
                SoakFinding.memory(memoryBefore, memoryAfter),
                reading(
                        "GetMemberMoney(as_of) p99",
                        () -> new LookBack(book, begun, Instant.now())),
                reading("ListMoneyChanges page p99", () -> new PageThrough(book)));
    }

    private void warmUp() throws InterruptedException {
        long until = System.nanoTime() + options.warmup().atMost().toNanos();
        long enough = book.posted() + options.warmup().transfers();
        while (book.posted() < enough && System.nanoTime() - until < 0) {
            double _ = rate();
        }
    }

    private void fill() throws InterruptedException {
        Outcome outcome = run(() -> new Filling(book), FILLING_IN_FLIGHT, FILLING);
        out.printf(
                "  %,12d transfers, %,.0f /s, %d MiB resident%n",
                book.posted(), outcome.perSecond(), residentMebibytes());
    }

    private double rate() throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            rates.add(run(() -> new Plain(book), options.inFlight(), options.length()).perSecond());
        }
        return new Samples(rates).median();
    }

    private SoakFinding reading(String name, Supplier<Caller> callers) throws InterruptedException {
        Load load = load(READING_IN_FLIGHT, options.length());
        // The first time is for the compilers.
        Outcome _ = generator.run(bed.calls().staffToken(), load, callers).orElseThrow();
        Outcome outcome = generator.run(bed.calls().staffToken(), load, callers).orElseThrow();
        return SoakFinding.reading(name, outcome.latencies().percentileMillis(NEARLY_ALL));
    }

    private Outcome run(Supplier<? extends Caller> callers, int inFlight, Duration length)
            throws InterruptedException {
        return generator
                .run(bed.calls().serviceToken(), load(inFlight, length), callers)
                .orElseThrow();
    }

    private Load load(int inFlight, Duration length) {
        return new Load(
                List.of(bed.port(Bed.ONE)), Measurements.CONNECTIONS, inFlight, RAMP, length);
    }

    private long residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(bed.pid(Bed.ONE)), "status"))
                    .stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            // Elsewhere than on Linux nobody tells; the report then shows a zero.
            return 0;
        }
    }

    /** Throws if the ledger does not hold. */
    String verified() {
        Check check = new Check(book, bed.calls().ledger());
        List<String> wrong = new ArrayList<>(check.differences());
        wrong.addAll(check.findings());
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("the ledger does not hold: " + wrong.getFirst());
        }
        return "verified: %,d transfers, %,d balances as expected, sum 0"
                .formatted(book.posted(), book.names().size());
    }
}
