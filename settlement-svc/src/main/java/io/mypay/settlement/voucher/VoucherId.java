package io.mypay.settlement.voucher;

import java.util.Objects;
import java.util.UUID;

/** A voucher; payment makes the id. */
public record VoucherId(UUID value) {
    public VoucherId {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
