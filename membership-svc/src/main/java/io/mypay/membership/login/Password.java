package io.mypay.membership.login;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What somebody typed; it never shows itself. */
public record Password(String text) {
    /** bcrypt reads no more than this; a longer one is refused, not cut. */
    public static final int BYTES_MAX = 72;

    public Password {
        Objects.requireNonNull(text, "text");
        if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new IllegalArgumentException("a password has at most 72 bytes");
        }
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
