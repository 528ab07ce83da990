package io.mypay.bench;

import java.util.List;

/**
 * One thing that each round measures.
 *
 * @param shape what is measured, for the report
 */
record Measurement(String name, Unit unit, String shape, Action action) {
    static final String A_16 = "A at 16";
    static final String A_32 = "A at 32";
    static final String A_HOT_16 = "A-hot at 16";
    static final String A_HOT_32 = "A-hot at 32";
    static final List<String> A = List.of(A_16, A_32);
    static final List<String> A_HOT = List.of(A_HOT_16, A_HOT_32);
    static final String UNIFORM = "uniform";
    static final String HOT = "hot";
    static final String UNBATCHED = "unbatched uniform";
    static final String ECHO = "echo";
    static final String P50_OF_1 = "p50 of 1";
    static final String P50_OF_8 = "p50 of 8";
    static final String P50_OF_1_UNBATCHED = "unbatched p50 of 1";
    static final String P50_OF_8_UNBATCHED = "unbatched p50 of 8";
    static final List<String> OF_UNBATCHED =
            List.of(UNBATCHED, P50_OF_1_UNBATCHED, P50_OF_8_UNBATCHED);
    static final String HOLDS = "holds";
    static final String LINKED = "linked";
    static final String TWO_INSTANCES = "two instances";

    /** What the figure is. */
    enum Unit {
        PER_SECOND("/s", 0),
        MILLISECONDS("ms", 2);

        private final String text;
        private final int digits;

        Unit(String text, int digits) {
            this.text = text;
            this.digits = digits;
        }

        String show(double value) {
            return String.format(java.util.Locale.ROOT, "%,." + digits + "f %s", value, text);
        }
    }

    /** Measures once. */
    interface Action {
        Sample take() throws Exception;
    }

    /**
     * A figure and what it cost.
     *
     * @param units how many transfers (or calls) the cost is to be divided by
     */
    record Sample(double value, double units, CpuTimes cpu) {}
}
