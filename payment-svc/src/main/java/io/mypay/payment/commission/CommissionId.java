package io.mypay.payment.commission;

import java.util.Objects;
import java.util.UUID;

/** Which rate. */
public record CommissionId(UUID value) {
    public CommissionId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
