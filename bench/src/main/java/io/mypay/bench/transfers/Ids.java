package io.mypay.bench.transfers;

import java.util.SplittableRandom;
import java.util.UUID;

/** UUIDv7s: the ids of transfers, made by the client. For one lane alone. */
final class Ids {
    private final SplittableRandom random;

    Ids(SplittableRandom random) {
        this.random = random;
    }

    UUID next() {
        long entropy = random.nextLong();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (entropy & 0xfff);
        long low = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(high, low);
    }
}
