package io.mypay.remittance;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** A remittance. The ids of its steps derive from it, so a step done twice is done once. */
public record RemittanceId(UUID value) {
    public RemittanceId {
        Objects.requireNonNull(value);
    }

    public static RemittanceId parse(String text) {
        return new RemittanceId(Uuid7.parse("remittance_id", text));
    }

    /** The id under which neighbours, and the topic, know that step. */
    public UUID step(String name) {
        return Uuid7.derive(value, name);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
