package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.StringValue;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.UniqueViolation;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class MessagesTest {
    @Inject Probe probe;
    @Inject Outbox outbox;
    @Inject Background background;
    @Inject Tracer tracer;

    @BeforeAll
    static void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    @Test
    void an_event_arrives_with_its_headers_and_is_done_with_its_place_in_the_topic() {
        var event = Probe.event(aKey(), "hello");

        probe.append(event);

        await().until(() -> probe.effects(event.key()).equals(List.of("hello")));
        await().until(() -> probe.outgoing(event.messageId(), "status").equals("DONE"));
        var record = KafkaProbe.read(Probe.TOPIC, event.messageId()).getFirst();
        assertThat(record.key()).isEqualTo(event.key());
        assertThat(KafkaProbe.header(record, "ce_type")).isEqualTo("google.protobuf.StringValue");
        assertThat(KafkaProbe.header(record, "ce_source")).isEqualTo("/mypay/kit");
        assertThat(KafkaProbe.header(record, "ce_subject")).isEqualTo(event.key());
        assertThat(probe.outgoing(event.messageId(), "partition || '/' || \"offset\""))
                .isEqualTo(record.partition() + "/" + record.offset());
        assertThat(probe.incoming(event.messageId(), "status")).isEqualTo("DONE");
    }

    @Test
    void an_event_goes_on_in_the_trace_that_wrote_it() {
        var event = Probe.event(aKey(), "traced");
        var span = tracer.spanBuilder("command").startSpan();
        try (var _ = span.makeCurrent()) {
            background
                    .detach("command", () -> probe.appending(event))
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
        var traceId = span.getSpanContext().getTraceId();

        await().until(() -> probe.effects(event.key()).equals(List.of("traced")));
        var record = KafkaProbe.read(Probe.TOPIC, event.messageId()).getFirst();
        assertThat(KafkaProbe.header(record, "traceparent")).contains(traceId);
        assertThat(probe.incoming(event.messageId(), "traceparent")).contains(traceId);
    }

    @Test
    void events_of_one_key_arrive_in_the_order_they_were_written() {
        var key = aKey();
        var contents = IntStream.range(0, 100).mapToObj(Integer::toString).toList();

        contents.forEach(content -> probe.append(Probe.event(key, content)));

        await().untilAsserted(() -> assertThat(probe.effects(key)).isEqualTo(contents));
    }

    @Test
    void what_is_rolled_back_is_never_published() {
        var lost = Probe.event(aKey(), "lost");
        assertThatThrownBy(() ->
                        probe.write(tx ->
                                outbox.append(tx, lost)
                                        .chain(() ->
                                                Uni.createFrom()
                                                        .failure(new IllegalStateException("no")))))
                .hasMessage("no");
        var kept = Probe.event(aKey(), "kept");

        probe.append(kept);

        await().until(() -> !probe.effects(kept.key()).isEmpty());
        assertThat(probe.outgoing(lost.messageId(), "status")).isEmpty();
        assertThat(KafkaProbe.read(Probe.TOPIC, lost.messageId())).isEmpty();
    }

    @Test
    void a_message_id_is_accepted_once() {
        var event = Probe.event(aKey(), "once");
        probe.append(event);

        assertThatThrownBy(() -> probe.append(event)).isInstanceOf(UniqueViolation.class);
    }

    @Test
    void a_message_delivered_twice_has_one_effect() {
        var event = Probe.event(aKey(), "twice");
        var after = Probe.event(event.key(), "after");

        KafkaProbe.publish(event);
        KafkaProbe.publish(event);
        KafkaProbe.publish(after);

        await().until(() -> probe.effects(event.key()).contains("after"));
        assertThat(probe.effects(event.key())).containsExactly("twice", "after");
    }

    @Test
    void a_message_that_cannot_be_worked_goes_to_the_dead_letter_topic_and_blocks_nobody() {
        var poison = Probe.event(aKey(), Probe.UNWORKABLE);
        var after = Probe.event(poison.key(), "after");

        probe.append(poison, after);

        await().until(() -> probe.effects(poison.key()).equals(List.of("after")));
        await().until(() -> !deadLetters(poison.messageId()).isEmpty());
        assertThat(probe.incoming(poison.messageId(), "status")).isEqualTo("DEAD");
        assertThat(probe.incoming(poison.messageId(), "attempts")).isEqualTo("5");
        var letter = KafkaProbe.read(Probe.TOPIC + ".dlq", poison.messageId()).getFirst();
        assertThat(letter.key()).isEqualTo(poison.key());
        assertThat(letter.value()).isEqualTo(poison.payload().toByteArray());
        assertThat(KafkaProbe.header(letter, "dlq_reason"))
                .contains("this message cannot be worked");
        assertThat(KafkaProbe.header(letter, "dlq_consumer")).isEqualTo(Probe.CONSUMER);
    }

    @Test
    void a_message_that_cannot_be_read_is_dead_at_once() {
        var garbled = new Event(Uuid7.next(Instant.now()), Probe.TOPIC, aKey(), StringValue.of(""));

        KafkaProbe.publish(garbled, new byte[] {(byte) 0xff, (byte) 0xff});

        await().until(() -> probe.incoming(garbled.messageId(), "status").equals("DEAD"));
        await().until(() -> !deadLetters(garbled.messageId()).isEmpty());
    }

    @Test
    void a_message_without_an_id_is_dead_and_known_by_its_place() {
        var key = aKey();

        KafkaProbe.publish(new ProducerRecord<>(Probe.TOPIC, key, new byte[0]));

        await().until(() ->
                KafkaProbe.read(Probe.TOPIC + ".dlq").stream()
                        .anyMatch(letter -> key.equals(letter.key())));
    }

    private static List<?> deadLetters(UUID id) {
        return KafkaProbe.read(Probe.TOPIC + ".dlq", id);
    }

    private static String aKey() {
        return UUID.randomUUID().toString();
    }
}
