package io.mypay.membership.token;

import java.time.Duration;
import java.time.Instant;

/**
 * A login that is kept alive: Open → Revoked. Each of its tokens prolongs it, but not for ever: at
 * last the password has to be given again.
 */
public sealed interface TokenFamily {
    FamilyId id();

    /** How long a token waits to be used. */
    Duration IDLE_MAX = Duration.ofDays(14);

    /** How long a login can be prolonged. */
    Duration LIFETIME = Duration.ofDays(90);

    record Open(FamilyId id, Holder holder, Instant openedAt) implements TokenFamily {
        /** When a token given now ends. */
        public Instant expiry(Instant now) {
            var idle = now.plus(IDLE_MAX);
            var end = openedAt.plus(LIFETIME);
            return idle.isBefore(end) ? idle : end;
        }

        public Revoked revoke(Instant now) {
            return new Revoked(id, now);
        }
    }

    record Revoked(FamilyId id, Instant at) implements TokenFamily {}
}
