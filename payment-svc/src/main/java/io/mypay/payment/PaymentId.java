package io.mypay.payment;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** A payment. The ids of its steps derive from it, so a step done twice is done once. */
public record PaymentId(UUID value) {
    public PaymentId {
        Objects.requireNonNull(value, "value");
    }

    public static PaymentId parse(String text) {
        return new PaymentId(Uuid7.parse("payment_id", text));
    }

    /** The id under which neighbours know that step. */
    public UUID step(String name) {
        return Uuid7.derive(value, name);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
