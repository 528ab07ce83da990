package io.mypay.money.recharge;

import io.mypay.kit.id.Uuid7;
import java.util.UUID;

/** Which recharge; also the origin_id of its firmbanking. */
public record RechargeId(UUID value) {
    public static RechargeId parse(String text) {
        return new RechargeId(Uuid7.parse("recharge_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
