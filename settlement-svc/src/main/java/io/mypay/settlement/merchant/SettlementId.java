package io.mypay.settlement.merchant;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** One merchant's settlement; derived from its run and the merchant. */
public record SettlementId(UUID value) {
    public SettlementId {
        Objects.requireNonNull(value);
    }

    public static SettlementId parse(String text) {
        return new SettlementId(Uuid7.parse("settlement_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
