package io.mypay.settlement.run;

import static io.mypay.kit.grpc.Protos.proto;

import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.v1.SettlementRun.State;

/** Runs and settlements as the contract shows them. */
final class RunMessages {
    private RunMessages() {}

    static io.mypay.settlement.v1.SettlementRun message(SettlementRun run) {
        var message =
                withTotals(run.totals())
                        .setSettlementRunId(run.head().id().toString())
                        .setBusinessDate(proto(run.head().period().last()))
                        .setState(state(run))
                        .setCreateTime(proto(run.head().createdAt()))
                        .setUpdateTime(proto(run.updatedAt()));
        run.finalBy().ifPresent(at -> message.setFinalBy(proto(at)));
        return message.build();
    }

    /** Without id, state and times: there is no run. */
    static io.mypay.settlement.v1.SettlementRun message(Preview preview) {
        return withTotals(preview.totals()).setBusinessDate(proto(preview.businessDate())).build();
    }

    static io.mypay.settlement.v1.Settlement message(Settlement settlement) {
        var calculation = settlement.calculation();
        var amounts = calculation.amounts();
        var message =
                io.mypay.settlement.v1.Settlement.newBuilder()
                        .setSettlementId(calculation.id().toString())
                        .setSettlementRunId(calculation.run().toString())
                        .setMerchantMembershipId(calculation.merchant().toString())
                        .setBusinessDate(proto(calculation.businessDate()))
                        .setVoucherCount(calculation.voucherCount())
                        .setGross(proto(amounts.gross()))
                        .setRefunded(proto(amounts.refunded()))
                        .setCommission(proto(amounts.commission()))
                        .setCarriedOver(proto(amounts.carried().net()))
                        .setNet(proto(amounts.net()))
                        .setState(state(settlement))
                        .setCreateTime(proto(calculation.at()))
                        .setUpdateTime(proto(settlement.updatedAt()));
        if (settlement instanceof Settlement.PayoutRequested requested) {
            message.setFinalBy(proto(requested.finalBy()));
        }
        if (settlement instanceof Settlement.Paid paid) {
            message.setFirmbankingId(paid.by().toString());
        }
        if (settlement instanceof Settlement.PayoutFailed failed) {
            message.setFailureReason(failed.reason());
        }
        return message.build();
    }

    private static io.mypay.settlement.v1.SettlementRun.Builder withTotals(Totals totals) {
        return io.mypay.settlement.v1.SettlementRun.newBuilder()
                .setMerchantCount(totals.merchantCount())
                .setVoucherCount(totals.voucherCount())
                .setGross(proto(totals.gross()))
                .setRefunded(proto(totals.refunded()))
                .setCommission(proto(totals.commission()))
                .setNet(proto(totals.net()));
    }

    private static State state(SettlementRun run) {
        return switch (run) {
            case SettlementRun.Collecting _ -> State.STATE_COLLECTING;
            case SettlementRun.Calculated _ -> State.STATE_CALCULATED;
            case SettlementRun.Confirmed _ -> State.STATE_CONFIRMED;
            case SettlementRun.Paying _ -> State.STATE_PAYING;
            case SettlementRun.Completed _ -> State.STATE_COMPLETED;
        };
    }

    private static io.mypay.settlement.v1.Settlement.State state(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Calculated _ ->
                    io.mypay.settlement.v1.Settlement.State.STATE_CALCULATED;
            case Settlement.Confirmed _ -> io.mypay.settlement.v1.Settlement.State.STATE_CONFIRMED;
            case Settlement.PayoutRequested _ ->
                    io.mypay.settlement.v1.Settlement.State.STATE_PAYOUT_REQUESTED;
            case Settlement.Paid _ -> io.mypay.settlement.v1.Settlement.State.STATE_PAID;
            case Settlement.PayoutFailed _ ->
                    io.mypay.settlement.v1.Settlement.State.STATE_PAYOUT_FAILED;
            case Settlement.CarriedOver _ ->
                    io.mypay.settlement.v1.Settlement.State.STATE_CARRIED_OVER;
        };
    }
}
