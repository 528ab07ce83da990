package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of a membership: Requested → Completed | Refused. Only money knows whether anything is
 * left, held or under way, and closes the accounts in the moment it says no to all of it; what it
 * answers decides, once, and both answers are for ever.
 */
public sealed interface Withdrawal {
    WithdrawalId id();

    MembershipId member();

    /** Money is still to be asked, or has answered and it is not written yet. */
    record Requested(WithdrawalId id, MembershipId member, String requestedBy, Instant requestedAt)
            implements Withdrawal {
        private static final Duration FINAL_WITHIN = Duration.ofMinutes(10);

        /** By then it has ended or is raised as stuck. */
        public Instant finalBy() {
            return requestedAt.plus(FINAL_WITHIN);
        }

        public Completed complete(Instant now) {
            return new Completed(id, member, requestedBy, now);
        }

        public Refused refuse(Obstacle obstacle, Instant now) {
            return new Refused(id, member, obstacle, now);
        }
    }

    /** The accounts are closed and the membership is withdrawn. */
    record Completed(WithdrawalId id, MembershipId member, String requestedBy, Instant at)
            implements Withdrawal {}

    /** Nothing was closed, and the membership is what it was. */
    record Refused(WithdrawalId id, MembershipId member, Obstacle obstacle, Instant at)
            implements Withdrawal {}
}
