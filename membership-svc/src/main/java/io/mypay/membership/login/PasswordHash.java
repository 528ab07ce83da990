package io.mypay.membership.login;

import java.util.Objects;

/** A bcrypt hash with its cost and salt, such as {@code $2b$10$…}; it never shows itself. */
public record PasswordHash(String value) {
    private static final int LENGTH = 60;

    public PasswordHash {
        Objects.requireNonNull(value, "value");
        if (value.length() != LENGTH || !value.startsWith("$2")) {
            throw new IllegalArgumentException("not a bcrypt hash");
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
