package io.mypay.kit.queuelog;

import java.time.Instant;

/**
 * A row of queue_log that this instance has leased for publishing.
 *
 * @param attempts how often Kafka has not accepted it so far
 */
record UnsentRow(Outgoing message, Instant created, int attempts) {}
