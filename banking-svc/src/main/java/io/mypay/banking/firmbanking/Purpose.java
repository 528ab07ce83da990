package io.mypay.banking.firmbanking;

import io.mypay.kit.id.MembershipId;
import java.util.Objects;
import java.util.UUID;

/**
 * What a firmbanking serves, and on whose account.
 *
 * @param originId the id of what it serves; one firmbanking exists for it
 */
record Purpose(Origin origin, UUID originId, MembershipId membership) {
    enum Origin {
        RECHARGE,
        REMITTANCE,
        PAYOUT
    }

    Purpose {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(originId, "originId");
        Objects.requireNonNull(membership, "membership");
    }
}
