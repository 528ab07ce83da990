package io.mypay.kit.operation;

/** Which way a message goes, as queue_log has it. */
public enum Direction {
    IN,
    OUT
}
