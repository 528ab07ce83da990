package io.mypay.payment.api;

import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.payment.PaymentId;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.paying.PaymentProtos;
import io.mypay.payment.refund.Refunds.Refunded;
import io.mypay.payment.v1.ListPaymentsResponse;
import io.mypay.payment.v1.ListVouchersResponse;
import io.mypay.payment.v1.RefundPaymentResponse;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.VoucherProtos;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers that join a payment with its vouchers. */
final class PaymentMessages {
    private PaymentMessages() {}

    static io.mypay.payment.v1.Payment payment(
            Payment payment, Map<PaymentId, Voucher.Capture> captures) {
        var message = PaymentProtos.message(payment).toBuilder();
        Optional.ofNullable(captures.get(payment.id()))
                .map(VoucherProtos::message)
                .ifPresent(message::setVoucher);
        return message.build();
    }

    static RefundPaymentResponse refunded(Refunded refunded) {
        return RefundPaymentResponse.newBuilder()
                .setPayment(
                        payment(
                                refunded.payment(),
                                Map.of(refunded.payment().id(), refunded.capture())))
                .setVoucher(VoucherProtos.message(refunded.voucher()))
                .build();
    }

    /** The voucher has no id, since there is no refund. */
    static RefundPaymentResponse quote(Refunded quoted) {
        var answer = refunded(quoted).toBuilder();
        answer.getVoucherBuilder().clearVoucherId();
        return answer.build();
    }

    static ListPaymentsResponse payments(
            List<Payment> found, Map<PaymentId, Voucher.Capture> captures, PageSize size) {
        var response = ListPaymentsResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(payment -> payment(payment, captures))
                .forEach(response::addPayments);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }

    static ListVouchersResponse vouchers(List<Voucher> found, PageSize size) {
        var response = ListVouchersResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(VoucherProtos::message)
                .forEach(response::addVouchers);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
