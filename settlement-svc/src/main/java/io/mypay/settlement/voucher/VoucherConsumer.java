package io.mypay.settlement.voucher;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.kit.queuelog.Unparseable;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.payment.v1.PaymentRefunded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes vouchers from mypay.payment.payment.v1. */
@ApplicationScoped
public class VoucherConsumer {
    private static final String CAPTURED = PaymentCaptured.getDescriptor().getFullName();
    private static final String REFUNDED = PaymentRefunded.getDescriptor().getFullName();

    private final Inbox inbox;
    private final Vouchers vouchers;

    VoucherConsumer(Inbox inbox, Vouchers vouchers) {
        this.inbox = inbox;
        this.vouchers = vouchers;
    }

    @Incoming("payments")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, "settlement.payments", this::handle);
    }

    private Uni<Void> handle(SqlConnection tx, Received event) {
        if (event.type().equals(CAPTURED)) {
            return take(tx, event.as(PaymentCaptured.parser()).getVoucher());
        }
        if (event.type().equals(REFUNDED)) {
            return take(tx, event.as(PaymentRefunded.parser()).getVoucher());
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> take(SqlConnection tx, io.mypay.payment.v1.Voucher message) {
        return vouchers.take(tx, voucher(message));
    }

    // No retry makes a malformed voucher right, so it is poison at once.
    private static Voucher voucher(io.mypay.payment.v1.Voucher message) {
        try {
            return decode(message);
        } catch (Refused | IllegalArgumentException e) {
            throw new Unparseable("no voucher: " + e.getMessage(), e);
        }
    }

    private static Voucher decode(io.mypay.payment.v1.Voucher message) {
        return new Voucher(
                new VoucherId(Uuid7.parse("voucher_id", message.getVoucherId())),
                new PaymentId(Uuid7.parse("payment_id", message.getPaymentId())),
                kind(message.getKind()),
                MembershipId.parse("merchant_membership_id", message.getMerchantMembershipId()),
                Protos.money("gross", message.getGross()),
                new Commission(
                        message.getCommissionBasisPoints(),
                        Protos.money("commission", message.getCommission())),
                Protos.date("business_date", message.getBusinessDate()),
                Protos.instant(message.getCreateTime()));
    }

    private static VoucherKind kind(io.mypay.payment.v1.VoucherKind kind) {
        return switch (kind) {
            case VOUCHER_KIND_CAPTURE -> VoucherKind.CAPTURE;
            case VOUCHER_KIND_REFUND -> VoucherKind.REFUND;
            case VOUCHER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("neither capture nor refund");
        };
    }
}
