package io.mypay.membership.key;

import java.util.Objects;
import java.util.UUID;

/** The name of a key pair, {@code kid} in tokens. */
public record KeyId(UUID value) {
    public KeyId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
