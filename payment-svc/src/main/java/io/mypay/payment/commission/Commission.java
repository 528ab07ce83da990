package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import java.time.Instant;
import java.util.Optional;

/**
 * A rate from a time on, until the next one of the same merchant begins.
 *
 * @param merchant empty for the default rate
 * @param modifiedBy the subject of the staff's token
 */
public record Commission(
        CommissionId id,
        Optional<MembershipId> merchant,
        Rate rate,
        Instant effectiveFrom,
        String modifiedBy,
        Instant createdAt) {}
