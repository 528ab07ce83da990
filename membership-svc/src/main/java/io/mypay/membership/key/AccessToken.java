package io.mypay.membership.key;

import java.time.Instant;

/** A signed JWT; never shows itself in a log. */
public record AccessToken(String text, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
