package io.mypay.kit.queuelog;

/** How a message ended. */
enum Outcome {
    APPLIED,
    DUPLICATE,
    DEAD,
    /** A replay for another consumer. */
    NOT_ADDRESSED,
    PUBLISHED,
    /** Kafka is away, or refuses everything we send: no fault of the message. */
    UNPUBLISHED,
    /** Kafka is there and refuses this very message. */
    REJECTED
}
