package io.mypay.bench.load;

/** How long calls took, in buckets about 1.5 % wide; not for several threads at once. */
public final class Latencies {
    private static final int STEP_BITS = 6;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int BUCKETS = STEPS * (64 - STEP_BITS);

    private final long[] counts = new long[BUCKETS];
    private long total;

    void add(long nanos) {
        counts[bucket(Math.max(nanos, 0))]++;
        total++;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** The time within which this part of the calls was answered, in milliseconds; 0 of none. */
    public double percentileMillis(double percent) {
        long rank = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return middle(i) / 1e6;
            }
        }
        return 0;
    }

    // The first buckets are a nanosecond wide; from then on each power of two has as many.
    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = 63 - STEP_BITS - Long.numberOfLeadingZeros(nanos);
        return (shift << STEP_BITS) + (int) (nanos >>> shift);
    }

    private static double middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = (bucket >> STEP_BITS) - 1;
        long from = (long) (bucket - (shift << STEP_BITS)) << shift;
        return from + (1L << shift) / 2.0;
    }
}
