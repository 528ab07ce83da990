package io.mypay.bench.load;

import java.util.Map;
import java.util.TreeMap;

/** What came of the calls on one connection; written by its event loop alone. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private final Map<String, Long> wrong = new TreeMap<>();
    private long transfers;

    void answered(int applied, long nanos) {
        transfers += applied;
        latencies.add(nanos);
    }

    void wrong(String what) {
        wrong.merge(what, 1L, Long::sum);
    }

    Latencies latencies() {
        return latencies;
    }

    Map<String, Long> wrong() {
        return wrong;
    }

    long transfers() {
        return transfers;
    }
}
