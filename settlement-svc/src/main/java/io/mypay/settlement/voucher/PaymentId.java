package io.mypay.settlement.voucher;

import java.util.Objects;
import java.util.UUID;

/** The payment a voucher records. */
public record PaymentId(UUID value) {
    public PaymentId {
        Objects.requireNonNull(value);
    }
}
