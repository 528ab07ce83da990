package io.mypay.kit.queuelog;

import java.time.Instant;

/**
 * A row of queue_log that this instance has leased for publishing.
 *
 * @param attempts how often Kafka has not accepted it so far
 * @param rejections how often of these Kafka was there and refused it
 */
record UnsentRow(Outgoing message, Instant created, int attempts, int rejections) {}
