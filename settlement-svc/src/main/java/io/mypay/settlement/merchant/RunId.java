package io.mypay.settlement.merchant;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** The settlement of one business date. */
public record RunId(UUID value) {
    public RunId {
        Objects.requireNonNull(value);
    }

    public static RunId parse(String text) {
        return new RunId(Uuid7.parse("settlement_run_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
