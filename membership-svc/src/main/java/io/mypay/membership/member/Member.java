package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import java.time.Instant;

/**
 * A membership as it stands.
 *
 * @param version grows with every change
 */
public record Member(
        MembershipId id,
        Profile profile,
        State state,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** A new membership may act at once. */
    static Member create(MembershipId id, Profile profile, Instant now) {
        return new Member(id, profile, State.ACTIVE, now, now, 0);
    }
}
