package io.mypay.bank.language;

/** Carries a {@link Refusal} to the HTTP face; it is an answer, so it has no stack trace. */
public final class Refused extends RuntimeException {
    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
