package io.mypay.simulation.world;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** All chance there is (SplitMix64): the same seed, asked the same questions, answers the same. */
public final class Dice {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_FREE = 0x3FFF_FFFF_FFFF_FFFFL;

    private long state;

    public Dice(long seed) {
        this.state = seed * 0x9E37_79B9_7F4A_7C15L + 0x1234_5678_9ABC_DEF1L;
    }

    private long next() {
        state += 0x9E37_79B9_7F4A_7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** Both included. */
    public long between(long least, long most) {
        return least + Long.remainderUnsigned(next(), most - least + 1);
    }

    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** As the services make their ids, but of this chance. */
    public UUID uuid7(Instant at) {
        return new UUID(
                at.toEpochMilli() << 16 | VERSION | (next() & 0xFFF),
                VARIANT | (next() & VARIANT_FREE));
    }
}
