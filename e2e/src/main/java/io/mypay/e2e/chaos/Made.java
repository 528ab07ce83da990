package io.mypay.e2e.chaos;

import com.google.protobuf.Message;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import io.mypay.remittance.v1.Remittance;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;

/** What a command's answer is about. */
final class Made {

    private Made() {}

    static String id(Message resource) {
        return switch (resource) {
            case Recharge recharge -> recharge.getRechargeId();
            case Remittance remittance -> remittance.getRemittanceId();
            case Payment payment -> payment.getPaymentId();
            case Voucher voucher -> voucher.getVoucherId();
            case SettlementRun run -> run.getSettlementRunId();
            case Settlement settlement -> settlement.getSettlementId();
            default -> throw new IllegalArgumentException("nothing that a command makes");
        };
    }
}
