package io.mypay.kit.operation;

/** Where a message stands, as queue_log has it. */
public enum Status {
    PENDING,
    PROCESSING,
    DONE,
    DEAD
}
