package io.mypay.kit.refusal;

/**
 * A "no" that leaves no trace. Each service has one sealed interface that extends this one, with a
 * record per reason, and one exhaustive switch ({@link Problems}) that tells callers about them.
 */
public interface Refusal {}
