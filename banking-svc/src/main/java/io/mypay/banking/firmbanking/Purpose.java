package io.mypay.banking.firmbanking;

import io.mypay.kit.id.MembershipId;
import java.util.Objects;
import java.util.UUID;

/**
 * What a firmbanking serves, and on whose account.
 *
 * @param originId the id of what it serves; one firmbanking exists for it
 */
public record Purpose(Origin origin, UUID originId, MembershipId membership) {
    public enum Origin {
        RECHARGE("money"),
        REMITTANCE("remittance"),
        PAYOUT("settlement");

        private final String owner;

        Origin(String owner) {
            this.owner = owner;
        }

        /** The service that knows such origins, and holds the money that their cash stands for. */
        public String owner() {
            return owner;
        }
    }

    public Purpose {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(originId, "originId");
        Objects.requireNonNull(membership, "membership");
    }
}
