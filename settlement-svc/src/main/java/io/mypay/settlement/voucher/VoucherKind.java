package io.mypay.settlement.voucher;

/** What a voucher records. */
public enum VoucherKind {
    CAPTURE,
    /** Its amounts are what goes back, positive. */
    REFUND
}
