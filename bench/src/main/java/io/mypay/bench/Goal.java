package io.mypay.bench;

import static io.mypay.bench.Measurement.A;
import static io.mypay.bench.Measurement.A_HOT;
import static io.mypay.bench.Measurement.ECHO;
import static io.mypay.bench.Measurement.HOLDS;
import static io.mypay.bench.Measurement.HOT;
import static io.mypay.bench.Measurement.LINKED;
import static io.mypay.bench.Measurement.P50_OF_1;
import static io.mypay.bench.Measurement.P50_OF_1_UNBATCHED;
import static io.mypay.bench.Measurement.P50_OF_8;
import static io.mypay.bench.Measurement.P50_OF_8_UNBATCHED;
import static io.mypay.bench.Measurement.TWO_INSTANCES;
import static io.mypay.bench.Measurement.UNBATCHED;
import static io.mypay.bench.Measurement.UNIFORM;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A ratio that the ledger is to reach.
 *
 * @param against the best of these in the same round, so that both saw the same machine
 * @param atMost whether less is better
 */
record Goal(
        String name,
        String measured,
        List<String> against,
        double must,
        double aim,
        boolean atMost) {
    /** In the order of the design. */
    static final List<Goal> ALL =
            List.of(
                    atLeast("uniform / A", UNIFORM, A, 8, 15),
                    atLeast("hot / A-hot", HOT, A_HOT, 16, 30),
                    atLeast("uniform / one transaction", UNIFORM, List.of(UNBATCHED), 8, 15),
                    atLeast("uniform / echo", UNIFORM, List.of(ECHO), 0.25, 0.5),
                    atMost(
                            "p50 of 1 caller / one transaction",
                            P50_OF_1,
                            P50_OF_1_UNBATCHED,
                            1.4,
                            1.1),
                    atMost(
                            "p50 of 8 callers / one transaction",
                            P50_OF_8,
                            P50_OF_8_UNBATCHED,
                            1.0,
                            0.7),
                    atLeast("holds / plain", HOLDS, List.of(UNIFORM), 0.7, 0.9),
                    atLeast("linked / plain", LINKED, List.of(UNIFORM), 0.7, 0.9),
                    atLeast("two instances / one", TWO_INSTANCES, List.of(UNIFORM), 0.85, 1));

    private static Goal atLeast(
            String name, String measured, List<String> against, double must, double aim) {
        return new Goal(name, measured, against, must, aim, false);
    }

    private static Goal atMost(
            String name, String measured, String against, double must, double aim) {
        return new Goal(name, measured, List.of(against), must, aim, true);
    }

    /** The ratio of each round; empty if a part of it was not measured. */
    Optional<Samples> ratios(Results results) {
        Optional<Samples> over = results.of(measured);
        List<Samples> under = against.stream().flatMap(name -> results.of(name).stream()).toList();
        if (over.isEmpty() || under.size() < against.size()) {
            return Optional.empty();
        }
        List<Double> values = over.get().values();
        return Optional.of(
                new Samples(
                        java.util.stream.IntStream.range(0, values.size())
                                .mapToObj(round -> values.get(round) / best(under, round))
                                .toList()));
    }

    private static double best(List<Samples> under, int round) {
        return under.stream()
                .mapToDouble(samples -> samples.values().get(round))
                .max()
                .orElseThrow();
    }

    boolean isMet(double ratio) {
        return atMost ? ratio <= must : ratio >= must;
    }

    boolean isAimMet(double ratio) {
        return atMost ? ratio <= aim : ratio >= aim;
    }

    String line(double ratio) {
        return String.format(
                Locale.ROOT,
                "bench ledger: %s %.2fx (must %sx, aim %sx) %s",
                name,
                ratio,
                plain(must),
                plain(aim),
                isMet(ratio) ? "ok" : "short");
    }

    static String plain(double bound) {
        return bound == Math.rint(bound)
                ? Long.toString(Math.round(bound))
                : Double.toString(bound);
    }
}
