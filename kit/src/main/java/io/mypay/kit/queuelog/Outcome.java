package io.mypay.kit.queuelog;

/** How a message ended. */
enum Outcome {
    APPLIED,
    DUPLICATE,
    DEAD,
    PUBLISHED,
    UNPUBLISHED
}
