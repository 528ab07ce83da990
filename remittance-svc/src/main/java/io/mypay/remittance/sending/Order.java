package io.mypay.remittance.sending;

import io.mypay.kit.id.MembershipId;
import io.mypay.remittance.Charge;
import io.mypay.remittance.RemittanceId;
import java.time.Instant;

/** What was asked for and accepted; it never changes. */
public record Order(
        RemittanceId id,
        MembershipId sender,
        Recipient recipient,
        Charge charge,
        Memo memo,
        Instant requestedAt,
        Instant finalBy) {

    /** Whether the caller with this subject is the member who gets it. */
    boolean isTo(String subject) {
        return recipient.member().filter(member -> member.toString().equals(subject)).isPresent();
    }

    /** For logs: which remittance, and nothing of what is personal in it. */
    @Override
    public String toString() {
        return id.toString();
    }
}
