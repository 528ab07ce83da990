package io.mypay.membership.token;

import java.time.Instant;
import java.util.Optional;

/** What a refresh token turns out to be when somebody presents it. */
public sealed interface Presented {
    /** The newest token of an open family: it works, this once. */
    record Valid(TokenFamily.Open family) implements Presented {}

    /** It was used before, so two parties have it: one of them is not who logged in. */
    record Reused(TokenFamily.Open family) implements Presented {}

    /** Its family has ended, or it has. */
    record Over() implements Presented {}

    /**
     * Decides what it is.
     *
     * @param usedAt when it was presented first, if it was
     */
    static Presented judge(
            TokenFamily family, Instant expiresAt, Optional<Instant> usedAt, Instant now) {
        return switch (family) {
            case TokenFamily.Revoked _ -> new Over();
            case TokenFamily.Open open when usedAt.isPresent() -> new Reused(open);
            case TokenFamily.Open open -> now.isBefore(expiresAt) ? new Valid(open) : new Over();
        };
    }
}
