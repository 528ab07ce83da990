package io.mypay.kit.queuelog;

import io.mypay.kit.id.Uuid7;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * A record as Kafka delivered it to one consumer.
 *
 * @param poison why it cannot be read at all; empty when it can
 */
record Delivery(
        String consumer,
        String topic,
        int partition,
        long offset,
        Received received,
        Map<String, String> headers,
        String poison) {

    static Delivery of(Message<byte[]> message, String consumer) {
        var kafka =
                message.getMetadata(IncomingKafkaRecordMetadata.class)
                        .orElseThrow(() -> new IllegalStateException("not from Kafka"));
        var headers = headers(kafka);
        var payload = Objects.requireNonNullElse(message.getPayload(), new byte[0]);
        var poison = poison(headers, message.getPayload());
        var id = poison.isEmpty() ? UUID.fromString(headers.get(CloudEvents.ID)) : position(kafka);
        var received =
                new Received(
                        id,
                        headers.getOrDefault(CloudEvents.TYPE, ""),
                        clean(Objects.toString(kafka.getKey(), "")),
                        payload,
                        time(headers, kafka.getTimestamp()));
        return new Delivery(
                consumer,
                kafka.getTopic(),
                kafka.getPartition(),
                kafka.getOffset(),
                received,
                headers,
                poison);
    }

    /** Whether it is a replay that another consumer of the topic was to get. */
    boolean isForAnother() {
        return !headers.getOrDefault(Addressee.HEADER, consumer).equals(consumer);
    }

    String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    /**
     * The copy for the operator: what came, and why it could not be handled. Its id tells the place
     * too: a message that was sent again and dies again is a new dead letter, while one that Kafka
     * delivers twice from the same place is the same.
     */
    Outgoing deadLetter(Throwable failure) {
        var copied = new HashMap<>(headers);
        copied.keySet().retainAll(CloudEvents.ALL);
        copied.put("dlq_message_id", received.messageId().toString());
        copied.put("dlq_consumer", consumer);
        copied.put("dlq_origin", origin());
        copied.put("dlq_reason", reason(failure));
        return new Outgoing(
                Uuid7.derive(received.messageId(), "dlq/" + consumer + "/" + origin()),
                topic + ".dlq",
                received.key().isEmpty() ? origin() : received.key(),
                received.type(),
                received.payload(),
                copied,
                Traceparent.current());
    }

    static String reason(Throwable failure) {
        return clean(String.valueOf(failure));
    }

    private static String poison(Map<String, String> headers, byte[] payload) {
        if (payload == null) {
            return "no payload";
        }
        var id = headers.getOrDefault(CloudEvents.ID, "");
        try {
            return UUID.fromString(id).version() == 7 ? "" : "ce_id is no UUIDv7";
        } catch (IllegalArgumentException _) {
            return "ce_id is missing or no UUID";
        }
    }

    /** A record without an id of its own is known by where it lies. */
    private static UUID position(IncomingKafkaRecordMetadata<?, ?> kafka) {
        var place = kafka.getTopic() + "/" + kafka.getPartition() + "/" + kafka.getOffset();
        var written = new UUID(kafka.getTimestamp().toEpochMilli() << 16 | 0x7000L, 0);
        return Uuid7.derive(written, place);
    }

    private static Instant time(Map<String, String> headers, Instant written) {
        try {
            return Instant.parse(headers.getOrDefault(CloudEvents.TIME, ""));
        } catch (java.time.format.DateTimeParseException _) {
            return written;
        }
    }

    private static Map<String, String> headers(IncomingKafkaRecordMetadata<?, ?> kafka) {
        var headers = new HashMap<String, String>();
        for (Header header : kafka.getHeaders()) {
            if (header.value() != null) {
                headers.put(
                        header.key(), clean(new String(header.value(), StandardCharsets.UTF_8)));
            }
        }
        return headers;
    }

    /** PostgreSQL's text has no NUL; a message that contains one must still be recorded. */
    private static String clean(String text) {
        return text.replace('\0', '?');
    }
}
