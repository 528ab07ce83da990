package io.mypay.kit.queuelog;

import org.apache.kafka.clients.producer.RecordMetadata;

/** What came of one attempt to publish a row. */
record Sending(UnsentRow row, Outcome outcome, int partition, long offset, String error) {
    static Sending published(UnsentRow row, RecordMetadata at) {
        return new Sending(row, Outcome.PUBLISHED, at.partition(), at.offset(), "");
    }

    static Sending failed(UnsentRow row, Throwable failure) {
        return new Sending(row, Outcome.UNPUBLISHED, -1, -1, String.valueOf(failure));
    }

    boolean isPublished() {
        return outcome == Outcome.PUBLISHED;
    }
}
