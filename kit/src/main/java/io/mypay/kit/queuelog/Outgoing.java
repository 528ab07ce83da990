package io.mypay.kit.queuelog;

import java.util.Map;
import java.util.UUID;

/** A message on its way out, as the row holds it: an event, or a copy for a dead letter topic. */
public record Outgoing(
        UUID messageId,
        String topic,
        String key,
        String type,
        byte[] payload,
        Map<String, String> headers,
        String traceparent) {

    public static Outgoing of(Event event) {
        return new Outgoing(
                event.messageId(),
                event.topic(),
                event.key(),
                event.payload().getDescriptorForType().getFullName(),
                event.payload().toByteArray(),
                Map.of(),
                Traceparent.current());
    }
}
