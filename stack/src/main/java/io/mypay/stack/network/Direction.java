package io.mypay.stack.network;

/** Which half of a conversation. */
public enum Direction {
    /** From the one who connected to the one who listens. */
    REQUESTS,
    ANSWERS
}
