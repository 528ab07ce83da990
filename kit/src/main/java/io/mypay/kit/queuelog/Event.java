package io.mypay.kit.queuelog;

import com.google.protobuf.Message;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that happened, for whoever listens to the topic.
 *
 * @param messageId UUIDv7; derive it from the saga's id and the step, so that a step run twice is
 *     one message
 * @param key the id whose order matters: events with the same key are published one after another
 */
public record Event(UUID messageId, String topic, String key, Message payload) {
    public Event {
        Objects.requireNonNull(payload);
        if (messageId.version() != 7) {
            throw new IllegalArgumentException(
                    "message ids are UUIDv7, because old rows are dropped by the time in them");
        }
        if (topic.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("an event needs a topic and a key");
        }
    }
}
