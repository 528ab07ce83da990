package io.mypay.bench;

import io.mypay.bench.CpuTimes.Clock;
import io.mypay.bench.Measurement.Sample;
import io.mypay.bench.Measurement.Unit;
import io.mypay.bench.baseline.Baseline;
import io.mypay.bench.baseline.Baseline.Traffic;
import io.mypay.bench.load.Caller;
import io.mypay.bench.load.Generator;
import io.mypay.bench.load.Load;
import io.mypay.bench.load.Outcome;
import io.mypay.bench.transfers.Book;
import io.mypay.bench.transfers.Echo;
import io.mypay.bench.transfers.Holds;
import io.mypay.bench.transfers.Hot;
import io.mypay.bench.transfers.Linked;
import io.mypay.bench.transfers.Plain;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Everything that a round measures, against one bed. */
final class Measurements {
    static final int CONNECTIONS = 2;

    /** With one transaction per call, more callers only queue for a connection to PostgreSQL. */
    static final int IN_FLIGHT_UNBATCHED = 32;

    private static final Duration RAMP = Duration.ofMillis(500);
    private static final double MEDIAN = 50;
    private static final Duration WARMUP_STEP = Duration.ofSeconds(3);

    /** Each of its transfers runs through more code than one in a batch does. */
    private static final long UNBATCHED_SHARE = 5;

    private final Bed bed;
    private final Baseline baseline;
    private final Generator generator;
    private final Book book;

    Measurements(Bed bed, Baseline baseline, Generator generator, Book book) {
        this.bed = bed;
        this.baseline = baseline;
        this.generator = generator;
        this.book = book;
    }

    List<Measurement> all(int inFlight, Duration length) {
        Supplier<Caller> plain = () -> new Plain(book);
        return List.of(
                baseline(Measurement.A_16, Traffic.UNIFORM, 16, length),
                baseline(Measurement.A_32, Traffic.UNIFORM, 32, length),
                rate(Measurement.UNIFORM, plain, inFlight, length, Bed.ONE),
                rate(Measurement.UNBATCHED, plain, IN_FLIGHT_UNBATCHED, length, Bed.UNBATCHED),
                rate(Measurement.ECHO, Echo::new, inFlight, length, Bed.ONE),
                baseline(Measurement.A_HOT_16, Traffic.HOT, 16, length),
                baseline(Measurement.A_HOT_32, Traffic.HOT, 32, length),
                rate(Measurement.HOT, () -> new Hot(book), inFlight, length, Bed.ONE),
                rate(Measurement.HOLDS, () -> new Holds(book), inFlight, length, Bed.ONE),
                rate(Measurement.LINKED, () -> new Linked(book), inFlight, length, Bed.ONE),
                rate(Measurement.TWO_INSTANCES, plain, inFlight, length, Bed.ONE, Bed.TWO),
                median(Measurement.P50_OF_1, plain, 1, length, Bed.ONE),
                median(Measurement.P50_OF_1_UNBATCHED, plain, 1, length, Bed.UNBATCHED),
                median(Measurement.P50_OF_8, plain, 8, length, Bed.ONE),
                median(Measurement.P50_OF_8_UNBATCHED, plain, 8, length, Bed.UNBATCHED));
    }

    /**
     * Compilers count calls until they know what is hot, each instance for itself: on a busy
     * machine that takes longer.
     */
    void warmUp(String instance, Options.Warmup warmup) throws InterruptedException {
        boolean batched = !instance.equals(Bed.UNBATCHED);
        int inFlight = batched ? warmup.inFlight() : IN_FLIGHT_UNBATCHED;
        long wanted = batched ? warmup.transfers() : warmup.transfers() / UNBATCHED_SHARE;
        long until = System.nanoTime() + warmup.atMost().toNanos();
        double done = 0;
        while (done < wanted && System.nanoTime() - until < 0) {
            Outcome outcome = run(() -> new Plain(book), inFlight, WARMUP_STEP, instance);
            done += outcome.transfers();
        }
    }

    private Measurement baseline(String name, Traffic traffic, int clients, Duration length) {
        return new Measurement(
                name,
                Unit.PER_SECOND,
                clients + " connections, " + baseline.name(),
                () -> {
                    Clock clock = clock(Bed.ONE);
                    double perSecond = baseline.run(traffic, clients, length);
                    return new Sample(perSecond, perSecond * length.toSeconds(), clock.read());
                });
    }

    private Measurement rate(
            String name,
            Supplier<? extends Caller> callers,
            int outstanding,
            Duration length,
            String... servers) {
        return new Measurement(
                name,
                Unit.PER_SECOND,
                outstanding + " calls in flight",
                () -> {
                    Clock clock = clock(servers);
                    Outcome outcome = run(callers, outstanding, length, servers);
                    // The ramp costs too, so the whole of the time counts on both sides.
                    double whole = length.plus(RAMP).toNanos() / 1e9;
                    return new Sample(
                            outcome.perSecond(), outcome.perSecond() * whole, clock.read());
                });
    }

    private Measurement median(
            String name, Supplier<Caller> callers, int count, Duration length, String server) {
        return new Measurement(
                name,
                Unit.MILLISECONDS,
                count == 1 ? "1 call in flight" : count + " calls in flight",
                () -> {
                    Clock clock = clock(server);
                    Outcome outcome = run(callers, count, length, server);
                    double whole = length.plus(RAMP).toNanos() / 1e9;
                    return new Sample(
                            outcome.latencies().percentileMillis(MEDIAN),
                            outcome.perSecond() * whole,
                            clock.read());
                });
    }

    private Outcome run(
            Supplier<? extends Caller> callers, int outstanding, Duration length, String... servers)
            throws InterruptedException {
        List<Integer> ports = List.of(servers).stream().map(bed::port).toList();
        int connections = outstanding == 1 ? 1 : Math.max(1, CONNECTIONS / ports.size());
        return generator
                .run(
                        bed.calls().serviceToken(),
                        new Load(ports, connections, outstanding, RAMP, length),
                        callers)
                .orElseThrow();
    }

    private Clock clock(String... servers) {
        return new Clock(List.of(servers).stream().map(bed::pid).toList(), bed.pid("postgres"));
    }
}
