package io.mypay.bench.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a window came to.
 *
 * @param wrong answers that were no success, and how often; must be empty for the rest to mean
 *     anything
 */
public record Outcome(
        long transfers, double seconds, Latencies latencies, Map<String, Long> wrong) {

    static Outcome of(Window window, List<Tally> tallies) {
        Latencies latencies = new Latencies();
        Map<String, Long> wrong = new TreeMap<>();
        long transfers = 0;
        for (Tally tally : tallies) {
            latencies.addAll(tally.latencies());
            tally.wrong().forEach((what, times) -> wrong.merge(what, times, Long::sum));
            transfers += tally.transfers();
        }
        return new Outcome(transfers, window.seconds(), latencies, wrong);
    }

    /** Itself, unless something went wrong. */
    public Outcome orElseThrow() {
        if (!wrong.isEmpty()) {
            throw new Caller.WrongAnswer("not everything went well: " + wrong);
        }
        return this;
    }

    public double perSecond() {
        return transfers / seconds;
    }
}
