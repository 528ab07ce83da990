package io.mypay.membership.token;

import io.mypay.membership.Sha256;
import java.util.Base64;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The secret its bearer holds; it never shows itself in a log. */
public record RefreshToken(String text) {
    private static final int BYTES = 32;

    public RefreshToken {
        Objects.requireNonNull(text, "text");
    }

    /**
     * @param random a cryptographic one
     */
    static RefreshToken random(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is kept of it. 256 random bits cannot be guessed, so a fast hash without salt does. */
    TokenHash hash() {
        return new TokenHash(Sha256.hex(text));
    }

    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
