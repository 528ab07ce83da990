package io.mypay.settlement;

import com.google.protobuf.Message;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.TestClient;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.payment.v1.PaymentRefunded;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.RunSettlementRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.voucher.Commission;
import io.mypay.settlement.voucher.PaymentId;
import io.mypay.settlement.voucher.Voucher;
import io.mypay.settlement.voucher.VoucherId;
import io.mypay.settlement.voucher.VoucherKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Vouchers, requests and messages as the neighbours make them. */
final class Given {
    static final String PAYMENTS = "mypay.payment.payment.v1";
    static final String FIRMBANKINGS = "mypay.banking.firmbanking.v1";
    static final String PAYOUTS = "mypay.settlement.payout.v1";

    private Given() {}

    static MembershipId aMerchant() {
        return new MembershipId(UUID.randomUUID());
    }

    static Voucher capture(MembershipId merchant, LocalDate date, long gross, long commission) {
        return voucher(VoucherKind.CAPTURE, merchant, date, gross, commission);
    }

    static Voucher refund(MembershipId merchant, LocalDate date, long gross, long commission) {
        return voucher(VoucherKind.REFUND, merchant, date, gross, commission);
    }

    private static Voucher voucher(
            VoucherKind kind, MembershipId merchant, LocalDate date, long gross, long commission) {
        return new Voucher(
                new VoucherId(Uuid7.next(Instant.now())),
                new PaymentId(Uuid7.next(Instant.now())),
                kind,
                merchant,
                Money.krw(gross),
                new Commission(250, Money.krw(commission)),
                date,
                Instant.now());
    }

    /** As payment publishes it. */
    static Event event(Voucher voucher) {
        return event(Uuid7.next(Instant.now()), voucher);
    }

    static Event event(UUID messageId, Voucher voucher) {
        return new Event(messageId, PAYMENTS, voucher.merchant().toString(), payload(voucher));
    }

    private static Message payload(Voucher voucher) {
        return switch (voucher.kind()) {
            case CAPTURE -> PaymentCaptured.newBuilder().setVoucher(proto(voucher)).build();
            case REFUND -> PaymentRefunded.newBuilder().setVoucher(proto(voucher)).build();
        };
    }

    static io.mypay.payment.v1.Voucher proto(Voucher voucher) {
        var kind =
                switch (voucher.kind()) {
                    case CAPTURE -> io.mypay.payment.v1.VoucherKind.VOUCHER_KIND_CAPTURE;
                    case REFUND -> io.mypay.payment.v1.VoucherKind.VOUCHER_KIND_REFUND;
                };
        return io.mypay.payment.v1.Voucher.newBuilder()
                .setVoucherId(voucher.id().toString())
                .setPaymentId(voucher.payment().value().toString())
                .setKind(kind)
                .setMerchantMembershipId(voucher.merchant().toString())
                .setGross(Protos.proto(voucher.gross()))
                .setCommissionBasisPoints(voucher.commission().basisPoints())
                .setCommission(Protos.proto(voucher.commission().amount()))
                .setNet(Protos.proto(voucher.gross().minus(voucher.commission().amount())))
                .setBusinessDate(Protos.proto(voucher.businessDate()))
                .setCreateTime(Protos.proto(voucher.writtenAt()))
                .build();
    }

    static RunSettlementRequest runRequest(LocalDate date) {
        return RunSettlementRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setBusinessDate(Protos.proto(date))
                .build();
    }

    static ConfirmSettlementRequest confirmRequest(SettlementRun run) {
        return ConfirmSettlementRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setSettlementRunId(run.getSettlementRunId())
                .build();
    }

    static PayoutId payout(Settlement settlement, int attempt) {
        return PayoutId.of(SettlementId.parse(settlement.getSettlementId()), attempt);
    }

    /** As banking publishes it. */
    static Event succeeded(PayoutId payout, Settlement settlement) {
        return firmbanking(
                payout,
                FirmbankingSucceeded.newBuilder()
                        .setFirmbankingId(Uuid7.derive(payout.value(), "firmbanking").toString())
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT)
                        .setOriginId(payout.toString())
                        .setMembershipId(settlement.getMerchantMembershipId())
                        .setAmount(settlement.getNet())
                        .setFee(Protos.proto(Money.krw(500)))
                        .setCorporateBankCode("004")
                        .setCompleteTime(Protos.proto(Instant.now()))
                        .build());
    }

    static Event failed(PayoutId payout, String reason) {
        return firmbanking(
                payout,
                FirmbankingFailed.newBuilder()
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT)
                        .setOriginId(payout.toString())
                        .setFailureReason(reason)
                        .setCompleteTime(Protos.proto(Instant.now()))
                        .build());
    }

    private static Event firmbanking(PayoutId payout, Message message) {
        return new Event(Uuid7.next(Instant.now()), FIRMBANKINGS, payout.toString(), message);
    }
}
