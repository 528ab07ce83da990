package io.mypay.settlement.merchant;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** One attempt to pay a settlement; the origin_id of its firmbanking. */
public record PayoutId(UUID value) {
    public PayoutId {
        Objects.requireNonNull(value);
    }

    /** Always the same for the same attempt, so that requesting it twice is requesting it once. */
    public static PayoutId of(SettlementId settlement, int attempt) {
        return new PayoutId(Uuid7.derive(settlement.value(), "payout-" + attempt));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
