package io.mypay.kit.operation;

import java.time.Instant;

/** What somebody decided about a message, and why. */
public record Decision(Action action, String decidedBy, String reason, Instant decidedAt) {
    /** What was done. */
    public enum Action {
        REPLAY,
        DISMISS
    }
}
