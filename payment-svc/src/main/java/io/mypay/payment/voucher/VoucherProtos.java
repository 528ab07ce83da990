package io.mypay.payment.voucher;

import static io.mypay.kit.grpc.Protos.proto;

import io.mypay.payment.v1.VoucherKind;

/** Vouchers as messages. */
public final class VoucherProtos {
    private VoucherProtos() {}

    public static io.mypay.payment.v1.Voucher message(Voucher voucher) {
        return io.mypay.payment.v1.Voucher.newBuilder()
                .setVoucherId(voucher.id().toString())
                .setPaymentId(voucher.payment().toString())
                .setKind(kind(voucher))
                .setMerchantMembershipId(voucher.merchant().toString())
                .setGross(proto(voucher.gross()))
                .setCommissionBasisPoints(voucher.rate().basisPoints())
                .setCommission(proto(voucher.commission()))
                .setNet(proto(voucher.net()))
                .setBusinessDate(proto(voucher.businessDate()))
                .setCreateTime(proto(voucher.at()))
                .build();
    }

    private static VoucherKind kind(Voucher voucher) {
        return switch (voucher) {
            case Voucher.Capture _ -> VoucherKind.VOUCHER_KIND_CAPTURE;
            case Voucher.Refund _ -> VoucherKind.VOUCHER_KIND_REFUND;
        };
    }
}
