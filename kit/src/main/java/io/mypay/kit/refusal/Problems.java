package io.mypay.kit.refusal;

/**
 * Tells callers about refusals. Each service has one bean of it: an exhaustive switch over its own.
 */
public interface Problems {
    /** Whether the refusal is of the kind this bean explains. */
    boolean explains(Refusal refusal);

    Problem explain(Refusal refusal);
}
