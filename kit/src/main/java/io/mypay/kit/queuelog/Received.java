package io.mypay.kit.queuelog;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.Instant;
import java.util.UUID;

/**
 * A message as it came from Kafka.
 *
 * @param type the full proto name of the payload, by which a consumer of a topic with several
 *     events chooses
 * @param time when the producer wrote it
 */
public record Received(UUID messageId, String type, String key, byte[] payload, Instant time) {

    /** The payload as its proto; what cannot be read is poison and goes to the DLQ at once. */
    public <T extends MessageLite> T as(Parser<T> parser) {
        try {
            return parser.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new Unparseable("payload is no " + type + ": " + e.getMessage(), e);
        }
    }
}
