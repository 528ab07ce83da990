package io.mypay.payment.commission;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.payment.v1.ModifyCommissionResponse;

/** Rates as messages. */
final class CommissionProtos {
    private CommissionProtos() {}

    static ModifyCommissionResponse modified(Commission commission) {
        return ModifyCommissionResponse.newBuilder().setCommission(proto(commission)).build();
    }

    static io.mypay.payment.v1.Commission proto(Commission commission) {
        return io.mypay.payment.v1.Commission.newBuilder()
                .setCommissionId(commission.id().toString())
                .setMerchantMembershipId(
                        commission.merchant().map(MembershipId::toString).orElse(""))
                .setBasisPoints(commission.rate().basisPoints())
                .setEffectiveFrom(Protos.proto(commission.effectiveFrom()))
                .setModifiedBy(commission.modifiedBy())
                .setCreateTime(Protos.proto(commission.createdAt()))
                .build();
    }
}
