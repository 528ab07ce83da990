package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of commission. */
@Entity
@Table(name = "commission")
class CommissionEntity {
    @Id
    @Column(name = "commission_id")
    UUID id;

    @Column(name = "merchant_id")
    UUID merchantId;

    @Column(name = "basis_points")
    int basisPoints;

    @Column(name = "effective_from")
    Instant effectiveFrom;

    @Column(name = "modified_by")
    String modifiedBy;

    @Column(name = "created_at")
    Instant createdAt;

    static CommissionEntity of(Commission commission) {
        var row = new CommissionEntity();
        row.id = commission.id().value();
        row.merchantId = commission.merchant().map(MembershipId::value).orElse(null);
        row.basisPoints = commission.rate().basisPoints();
        row.effectiveFrom = commission.effectiveFrom();
        row.modifiedBy = commission.modifiedBy();
        row.createdAt = commission.createdAt();
        return row;
    }

    Commission commission() {
        return new Commission(
                new CommissionId(id),
                Optional.ofNullable(merchantId).map(MembershipId::new),
                new Rate(basisPoints),
                effectiveFrom,
                modifiedBy,
                createdAt);
    }
}
