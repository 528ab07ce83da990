package io.mypay.bench;

import io.mypay.bench.Measurement.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All figures so far: one of each measurement and round. */
final class Results {
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    void add(String measurement, Sample sample) {
        samples.computeIfAbsent(measurement, _ -> new ArrayList<>()).add(sample);
    }

    Optional<Samples> of(String measurement) {
        return figures(measurement, Sample::value);
    }

    /** Microseconds of CPU per transfer, by what the function picks. */
    Optional<Samples> cpuMicros(String measurement, Function<CpuTimes, java.time.Duration> who) {
        return figures(
                measurement, sample -> who.apply(sample.cpu()).toNanos() / 1e3 / sample.units());
    }

    private Optional<Samples> figures(String measurement, Function<Sample, Double> figure) {
        return Optional.ofNullable(samples.get(measurement))
                .map(taken -> new Samples(taken.stream().map(figure).toList()));
    }
}
