package io.mypay.kit.refusal;

import java.util.Objects;

/**
 * Carries a refusal up to the caller. It has no stack trace: a refusal is an answer, not an
 * accident.
 */
public final class Refused extends RuntimeException {
    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(Objects.requireNonNull(refusal, "refusal").toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
