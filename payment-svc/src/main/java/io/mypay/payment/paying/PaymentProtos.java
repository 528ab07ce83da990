package io.mypay.payment.paying;

import static io.mypay.kit.grpc.Protos.proto;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.funding.RechargeId;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.Payment.State;

/** Payments as messages. The voucher of a captured one is added by whoever has it. */
public final class PaymentProtos {
    private PaymentProtos() {}

    public static Draft draft(PayRequest request) {
        return new Draft(
                MembershipId.parse("membership_id", request.getMembershipId()),
                MembershipId.parse("merchant_membership_id", request.getMerchantMembershipId()),
                Protos.money(request.getAmount()),
                request.getOrderName());
    }

    public static io.mypay.payment.v1.Payment message(Payment payment) {
        var order = payment.order();
        var message =
                io.mypay.payment.v1.Payment.newBuilder()
                        .setPaymentId(order.id().toString())
                        .setMembershipId(order.member().toString())
                        .setMerchantMembershipId(order.merchant().toString())
                        .setOrderName(order.name())
                        .setAmount(proto(order.amount()))
                        .setRefundedAmount(proto(payment.refunded()))
                        .setRechargedAmount(proto(payment.trail().recharged()))
                        .setRechargeId(
                                payment.trail().recharge().map(RechargeId::toString).orElse(""))
                        .setState(state(payment))
                        .setCreateTime(proto(order.requestedAt()))
                        .setUpdateTime(proto(payment.changedAt()))
                        .setFinalBy(proto(order.finalBy()));
        if (payment instanceof Payment.Declined declined) {
            message.setDeclineReason(declined.reason().name());
        }
        return message.build();
    }

    /** A quote: no id, no state, no times. */
    public static io.mypay.payment.v1.Payment message(Draft draft, Money recharge) {
        return io.mypay.payment.v1.Payment.newBuilder()
                .setMembershipId(draft.member().toString())
                .setMerchantMembershipId(draft.merchant().toString())
                .setOrderName(draft.orderName())
                .setAmount(proto(draft.amount()))
                .setRefundedAmount(proto(Money.krw(0)))
                .setRechargedAmount(proto(recharge))
                .build();
    }

    /** From outside, all that comes before the hold looks the same. */
    private static State state(Payment payment) {
        return switch (payment) {
            case Payment.Requested _, Payment.Lacking _, Payment.Recharging _, Payment.Funded _ ->
                    State.STATE_REQUESTED;
            case Payment.Authorized _ -> State.STATE_AUTHORIZED;
            case Payment.Captured _ -> State.STATE_CAPTURED;
            case Payment.PartiallyRefunded _ -> State.STATE_PARTIALLY_REFUNDED;
            case Payment.Refunded _ -> State.STATE_REFUNDED;
            case Payment.Declined _ -> State.STATE_DECLINED;
        };
    }
}
