package io.mypay.payment.voucher;

import com.google.protobuf.Message;
import io.mypay.kit.queuelog.Event;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.payment.v1.PaymentRefunded;

/** What the world hears of a voucher; in order per merchant. */
final class VoucherEvents {
    private static final String TOPIC = "mypay.payment.payment.v1";

    private VoucherEvents() {}

    /** The event has the voucher's id: there is one for each. */
    static Event written(Voucher voucher) {
        return new Event(
                voucher.id().value(), TOPIC, voucher.merchant().toString(), payload(voucher));
    }

    private static Message payload(Voucher voucher) {
        var message = VoucherProtos.message(voucher);
        return switch (voucher) {
            case Voucher.Capture _ -> PaymentCaptured.newBuilder().setVoucher(message).build();
            case Voucher.Refund _ -> PaymentRefunded.newBuilder().setVoucher(message).build();
        };
    }
}
