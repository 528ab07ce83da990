package io.mypay.kit.operation;

import java.util.UUID;

/**
 * One row of queue_log: a message as its producer or one of its consumers knows it.
 *
 * @param consumer empty for what is produced
 */
public record MessageKey(UUID messageId, Direction direction, String consumer) {
    @Override
    public String toString() {
        return (direction + " " + consumer).strip();
    }
}
