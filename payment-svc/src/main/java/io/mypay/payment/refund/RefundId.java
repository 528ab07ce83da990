package io.mypay.payment.refund;

import io.mypay.kit.id.Uuid7;
import io.mypay.payment.voucher.VoucherId;
import java.util.Objects;
import java.util.UUID;

/** A refund; its voucher has the same id. */
public record RefundId(UUID value) {
    public RefundId {
        Objects.requireNonNull(value, "value");
    }

    public VoucherId voucher() {
        return new VoucherId(value);
    }

    /** The id under which the ledger knows the money going back. */
    public UUID transfer() {
        return Uuid7.derive(value, "transfer");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
