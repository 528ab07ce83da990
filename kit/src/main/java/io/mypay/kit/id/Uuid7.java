package io.mypay.kit.id;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Version 7 UUIDs (RFC 9562): 48 bits of milliseconds, 12 bits of the fraction of that millisecond,
 * 62 random bits. They sort by the time they were made at, so index pages stay hot.
 */
public final class Uuid7 {
    private static final int TEXT_LENGTH = 36;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final long TIME_MASK = 0xFFFF_FFFF_FFFF_0000L;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_FREE = 0x3FFF_FFFF_FFFF_FFFFL;

    // Seeded when a thread first needs it, hence never at build time, where a native image would
    // keep it.
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    private Uuid7() {}

    public static UUID next(InstantSource clock) {
        return next(clock.instant());
    }

    public static UUID next(Instant at) {
        // 4096 steps per millisecond keep ids of one instance in the order of their instants.
        long nanos = at.getLong(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
        long fraction = nanos * 4096 / NANOS_PER_MILLI;
        long high = (at.toEpochMilli() << 16) | VERSION | fraction;
        long low = VARIANT | (RANDOM.get().nextLong() & VARIANT_FREE);
        return new UUID(high, low);
    }

    /**
     * The id of a step that belongs to {@code base}: always the same for the same step, of the same
     * millisecond as the base. A saga that is resumed or run twice thus repeats its ids, and its
     * neighbours recognize a repetition.
     */
    public static UUID derive(UUID base, String step) {
        var input = ByteBuffer.allocate(Long.BYTES * 2);
        input.putLong(base.getMostSignificantBits()).putLong(base.getLeastSignificantBits());
        var sha = sha256();
        sha.update(input.array());
        var digest = ByteBuffer.wrap(sha.digest(step.getBytes(StandardCharsets.UTF_8)));
        long high =
                (base.getMostSignificantBits() & TIME_MASK) | VERSION | (digest.getLong() & 0xFFF);
        long low = VARIANT | (digest.getLong() & VARIANT_FREE);
        return new UUID(high, low);
    }

    /** When an id says it was made. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** Reads an id that came in as text; refuses what is not the canonical form of a UUID. */
    public static UUID parse(String field, String text) {
        // UUID.fromString would accept "1-1-1-1-1".
        if (text.length() != TEXT_LENGTH) {
            throw notAnId(field);
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw notAnId(field);
        }
    }

    private static Refused notAnId(String field) {
        return new Refused(new Common.InvalidField(field, "must be a UUID"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
