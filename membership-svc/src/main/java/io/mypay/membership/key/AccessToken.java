package io.mypay.membership.key;

import java.time.Duration;
import java.time.Instant;

/** A signed JWT; never shows itself in a log. */
public record AccessToken(String text, Instant expiresAt) {
    /** Short, because a token cannot be called back. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
