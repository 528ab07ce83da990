package io.mypay.settlement.merchant;

import com.google.protobuf.Message;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Event;
import io.mypay.settlement.v1.PayoutCompleted;
import io.mypay.settlement.v1.PayoutFailed;
import io.mypay.settlement.v1.PayoutRequested;

/** What this service tells about payouts. Each event's id is derived, so it exists once. */
final class PayoutEvents {
    private static final String TOPIC = "mypay.settlement.payout.v1";

    private PayoutEvents() {}

    static Event requested(Settlement.PayoutRequested settlement) {
        var calculation = settlement.calculation();
        return event(
                settlement.payout(),
                "requested",
                calculation,
                PayoutRequested.newBuilder()
                        .setPayoutId(settlement.payout().toString())
                        .setSettlementId(calculation.id().toString())
                        .setMerchantMembershipId(calculation.merchant().toString())
                        .setNet(Protos.proto(calculation.amounts().net()))
                        .setCreateTime(Protos.proto(settlement.updatedAt()))
                        .build());
    }

    static Event completed(Settlement.Paid settlement, PayoutOutcome.Succeeded outcome) {
        var calculation = settlement.calculation();
        return event(
                outcome.payout(),
                "completed",
                calculation,
                PayoutCompleted.newBuilder()
                        .setPayoutId(outcome.payout().toString())
                        .setSettlementId(calculation.id().toString())
                        .setMerchantMembershipId(calculation.merchant().toString())
                        .setNet(Protos.proto(calculation.amounts().net()))
                        .setCommission(Protos.proto(calculation.amounts().commissionToPost()))
                        .setCorporateBankCode(outcome.corporateBankCode())
                        .setFirmbankingId(outcome.by().toString())
                        .setCompleteTime(Protos.proto(outcome.at()))
                        .build());
    }

    static Event failed(Settlement.PayoutFailed settlement, PayoutOutcome.Failed outcome) {
        var calculation = settlement.calculation();
        return event(
                outcome.payout(),
                "failed",
                calculation,
                PayoutFailed.newBuilder()
                        .setPayoutId(outcome.payout().toString())
                        .setSettlementId(calculation.id().toString())
                        .setMerchantMembershipId(calculation.merchant().toString())
                        .setFailureReason(outcome.reason())
                        .setCompleteTime(Protos.proto(outcome.at()))
                        .build());
    }

    private static Event event(
            PayoutId payout, String step, Calculation calculation, Message payload) {
        return new Event(
                Uuid7.derive(payout.value(), step), TOPIC, calculation.id().toString(), payload);
    }
}
