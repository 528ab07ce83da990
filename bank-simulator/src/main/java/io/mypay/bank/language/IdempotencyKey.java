package io.mypay.bank.language;

import java.util.UUID;
import java.util.regex.Pattern;

/** The caller's name for a command: however often it arrives, it is done once. */
public record IdempotencyKey(UUID value) {
    // UUID.fromString also takes shortened groups; two spellings of one key would be a trap.
    private static final Pattern SHAPE =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    public static IdempotencyKey parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a UUID");
        }
        return new IdempotencyKey(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
