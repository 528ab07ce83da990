package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class DeadLetterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Probe probe;

    @Test
    void a_dead_letter_sent_again_to_a_healed_handler_is_applied_once() {
        var event = anUnworkableEvent();
        KafkaProbe.publish(event);
        var letter = deadLetters(event, 1).getFirst();
        assertThat(probe.incoming(event.messageId(), "status")).isEqualTo("DEAD");

        probe.heal(event.messageId());
        sendAgain(letter);
        await().atMost(PATIENCE).until(() -> hasStatus(event, "DONE"));
        sendAgain(letter);
        awaitWhatComesAfter(event);

        assertThat(probe.effects(event.key())).containsExactly(Probe.UNWORKABLE, "after");
        var applied = KafkaProbe.read(Probe.TOPIC, event.messageId()).get(1);
        assertThat(probe.incoming(event.messageId(), "partition || '/' || \"offset\""))
                .isEqualTo(applied.partition() + "/" + applied.offset());
        assertThat(probe.incoming(event.messageId(), "processed_status || error"))
                .isEqualTo("SUCCESS");
        assertThat(deadLetters(event, 1)).hasSize(1);
    }

    @Test
    void a_message_that_dies_again_is_a_dead_letter_again_and_blocks_nobody() {
        var event = anUnworkableEvent();
        KafkaProbe.publish(event);
        sendAgain(deadLetters(event, 1).getFirst());
        awaitWhatComesAfter(event);

        assertThat(deadLetters(event, 2))
                .extracting(letter -> KafkaProbe.header(letter, "dlq_origin"))
                .doesNotHaveDuplicates();
        assertThat(probe.incoming(event.messageId(), "status")).isEqualTo("DEAD");
        assertThat(probe.incoming(event.messageId(), "attempts")).isEqualTo("10");
    }

    @Test
    void a_message_that_dies_twice_at_one_place_is_one_dead_letter() {
        var event = anUnworkableEvent();
        KafkaProbe.publish(event);
        deadLetters(event, 1);

        probe.redeliver(KafkaProbe.read(Probe.TOPIC, event.messageId()).getFirst());
        sendAgain(deadLetters(event, 1).getFirst());

        // The second letter of a key follows every earlier one, so there is none in between.
        assertThat(deadLetters(event, 2)).hasSize(2);
        assertThat(probe.incoming(event.messageId(), "attempts")).isEqualTo("15");
    }

    private void awaitWhatComesAfter(Event event) {
        KafkaProbe.publish(Probe.event(event.key(), "after"));
        await().atMost(PATIENCE).until(() -> probe.effects(event.key()).contains("after"));
    }

    /** As an operator does it: the letter as it is, on the topic it came from. */
    private static void sendAgain(ConsumerRecord<String, byte[]> letter) {
        KafkaProbe.publish(
                new ProducerRecord<>(
                        Probe.TOPIC, null, letter.key(), letter.value(), letter.headers()));
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(Event event, int atLeast) {
        return await().atMost(PATIENCE)
                .until(
                        () -> KafkaProbe.read(Probe.TOPIC + ".dlq", event.messageId()),
                        letters -> letters.size() >= atLeast);
    }

    private boolean hasStatus(Event event, String status) {
        return probe.incoming(event.messageId(), "status").equals(status);
    }

    private static Event anUnworkableEvent() {
        return Probe.event(UUID.randomUUID().toString(), Probe.UNWORKABLE);
    }
}
