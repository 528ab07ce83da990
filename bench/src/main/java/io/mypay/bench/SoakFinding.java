package io.mypay.bench;

import java.util.Locale;

/**
 * One result of a soak.
 *
 * @param shown the figure with what it comes from
 */
record SoakFinding(String name, String shown, String must, boolean isMet) {
    private static final double RATE_KEPT = 0.8;
    private static final double MEMORY_GROWN = 1.1;
    private static final double READING_MILLIS = 10;

    static SoakFinding kept(double before, double after) {
        double ratio = after / before;
        return new SoakFinding(
                "soak rate after / before",
                String.format(Locale.ROOT, "%.2fx, %,.0f /s of %,.0f /s", ratio, after, before),
                RATE_KEPT + "x",
                ratio >= RATE_KEPT);
    }

    static SoakFinding memory(long before, long after) {
        return new SoakFinding(
                "soak memory of money",
                "%d MiB, before %d MiB".formatted(after, before),
                MEMORY_GROWN + "x",
                after <= before * MEMORY_GROWN);
    }

    static SoakFinding reading(String name, double millis) {
        return new SoakFinding(
                "soak " + name,
                String.format(Locale.ROOT, "%.2f ms", millis),
                Goal.plain(READING_MILLIS) + " ms",
                millis <= READING_MILLIS);
    }

    String line() {
        return "bench ledger: %s %s (must %s) %s"
                .formatted(name, shown, must, isMet ? "ok" : "short");
    }
}
