package io.mypay.kit.auth;

import io.mypay.kit.refusal.Common;
import java.time.Instant;

/** What a token turned out to be. */
sealed interface Verification {
    record Verified(Caller caller, Instant expiresAt) implements Verification {}

    record Rejected(Common.Proof proof) implements Verification {}

    /** Signed with a key that is not known: it may be new, or the token forged. */
    record KeyUnknown() implements Verification {}
}
