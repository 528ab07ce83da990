package io.mypay.kit.queuelog;

import org.apache.kafka.clients.producer.RecordMetadata;

/** What came of one attempt to publish a row. */
record Sending(UnsentRow row, Outcome outcome, int partition, long offset, String error) {
    /**
     * With the pauses between them some two minutes: long enough for a topic that is being made or
     * a broker that has just started.
     */
    static final int REJECTIONS_MAX = 12;

    static Sending published(UnsentRow row, RecordMetadata at) {
        return new Sending(row, Outcome.PUBLISHED, at.partition(), at.offset(), "");
    }

    static Sending failed(UnsentRow row, Throwable failure) {
        var outcome = Rejection.isBehind(failure) ? Outcome.REJECTED : Outcome.UNPUBLISHED;
        return new Sending(row, outcome, -1, -1, String.valueOf(failure));
    }

    boolean isPublished() {
        return outcome == Outcome.PUBLISHED;
    }

    /** Whether it was the last attempt. Kafka's absence alone never ends them. */
    boolean isDeadly() {
        return outcome == Outcome.REJECTED && row.rejections() + 1 >= REJECTIONS_MAX;
    }

    boolean isToBeRepeated() {
        return !isPublished() && !isDeadly();
    }
}
