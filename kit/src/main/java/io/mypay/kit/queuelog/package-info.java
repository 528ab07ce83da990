/**
 * Messages that are neither lost nor applied twice: the outbox with its relay, and the inbox, over
 * one table {@code queue_log}.
 *
 * <p>The table is partitioned by month on {@code message_id}: a UUIDv7 sorts by the time it was
 * made at. So the partition key is part of the primary key (message_id, direction, consumer), ids
 * are unique over all partitions, and a month older than Kafka's retention is dropped as a whole.
 * An id of another version never enters: events refuse it, and the inbox calls it poison.
 */
package io.mypay.kit.queuelog;
