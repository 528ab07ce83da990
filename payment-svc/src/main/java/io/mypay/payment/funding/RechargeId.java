package io.mypay.payment.funding;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** A recharge; money makes the id. */
public record RechargeId(UUID value) {
    public RechargeId {
        Objects.requireNonNull(value);
    }

    public static RechargeId parse(String text) {
        return new RechargeId(Uuid7.parse("recharge_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
