package io.mypay.kit.queuelog;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Hands one row to Kafka, in the trace that wrote it. */
@ApplicationScoped
class Publisher {
    private final MutinyEmitter<byte[]> emitter;
    private final String source;

    Publisher(
            @Channel("queue-log") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 1024)
                    MutinyEmitter<byte[]> emitter,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.source = "/mypay/" + application;
    }

    /** Ends when the broker has acknowledged the message or the delivery has timed out. */
    Uni<Sending> publish(UnsentRow row) {
        var result = new OutgoingMessageMetadata<RecordMetadata>();
        var message = row.message();
        var record =
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(message.topic())
                        .withKey(message.key())
                        .withHeaders(headers(row))
                        .build();
        var trace = TracingMetadata.withCurrent(Traceparent.context(message.traceparent()));
        return emitter.sendMessage(
                        Message.of(message.payload(), Metadata.of(record, result, trace)))
                .map(_ -> Sending.published(row, result.getResult()))
                .onFailure()
                .recoverWithItem(failure -> Sending.failed(row, failure));
    }

    private Headers headers(UnsentRow row) {
        var message = row.message();
        var headers = new RecordHeaders();
        add(headers, CloudEvents.SPEC, "1.0");
        add(headers, CloudEvents.ID, message.messageId().toString());
        add(headers, CloudEvents.TYPE, message.type());
        add(headers, CloudEvents.SOURCE, source);
        add(headers, CloudEvents.TIME, row.created().toString());
        add(headers, CloudEvents.SUBJECT, message.key());
        message.headers().forEach((name, value) -> add(headers, name, value));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
