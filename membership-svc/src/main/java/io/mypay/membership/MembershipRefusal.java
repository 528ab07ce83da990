package io.mypay.membership;

import io.mypay.kit.refusal.Refusal;
import java.time.Duration;

/** What membership refuses; each is a value of {@code mypay.membership.v1.Reason}. */
public sealed interface MembershipRefusal extends Refusal {
    /** Another membership logs in with this email. */
    record EmailTaken() implements MembershipRefusal {}

    /** Only merchants are settled. */
    record SettlementCycleNotAllowed() implements MembershipRefusal {}

    /** One refusal for all that can be wrong, so that nobody learns which half was right. */
    record CredentialsWrong() implements MembershipRefusal {}

    /** Too many wrong passwords in a row. */
    record LoginLocked(Duration remaining) implements MembershipRefusal {}

    /** Somebody else has withdrawn it. */
    record MembershipNotActive() implements MembershipRefusal {}

    /** Who withdraws has money left, or owes some. */
    record MoneyLeft() implements MembershipRefusal {}

    /** A payment or remittance from or to the one who withdraws is on its way. */
    record MoneyHeld() implements MembershipRefusal {}

    /** Cash is on its way to the one who withdraws. */
    record RechargeUnderWay() implements MembershipRefusal {}

    /** Unknown, used, expired or revoked: whoever presents it has to log in again. */
    record RefreshTokenInvalid() implements MembershipRefusal {}
}
