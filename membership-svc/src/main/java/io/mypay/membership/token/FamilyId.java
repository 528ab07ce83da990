package io.mypay.membership.token;

import java.util.Objects;
import java.util.UUID;

/** One login and all refresh tokens that follow from it. */
public record FamilyId(UUID value) {
    public FamilyId {
        Objects.requireNonNull(value, "value");
    }
}
