package io.mypay.payment.voucher;

import java.util.Objects;
import java.util.UUID;

/** Which voucher. */
public record VoucherId(UUID value) {
    public VoucherId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
