package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.operation.v1.ReplayDeadLettersRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters that are replayed by the range. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class DeadLettersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Probe probe;

    private final Operator staff = new Operator();

    @BeforeEach
    void noDeadLetters() {
        probe.texts("DELETE FROM queue_log WHERE status = 'DEAD' RETURNING key", Tuple.tuple());
    }

    @Test
    void they_come_back_in_the_order_of_their_key_as_many_as_were_asked_for() {
        var key = UUID.randomUUID().toString();
        var letters = deadLetters(key, 4);
        anUnreadableOne();
        letters.forEach(letter -> probe.heal(letter.messageId()));

        var first = staff.replayDeadLetters(ofTheProbe().setMaxMessages(3));
        var second = staff.replayDeadLetters(ofTheProbe().setMaxMessages(3));
        var third = staff.replayDeadLetters(ofTheProbe().setMaxMessages(3));

        assertThat(List.of(first.getReplayedCount(), first.getLeftCount())).containsExactly(3, 2);
        assertThat(List.of(second.getReplayedCount(), second.getLeftCount())).containsExactly(1, 1);
        assertThat(List.of(third.getReplayedCount(), third.getLeftCount())).containsExactly(0, 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(probe.effects(key)).hasSize(4).isSorted());
        assertThat(letters)
                .allSatisfy(letter ->
                        assertThat(probe.incoming(letter.messageId(), "status")).isEqualTo("DONE"));
    }

    @Test
    void those_of_other_topics_consumers_and_times_are_left_alone() {
        var letter = deadLetters(UUID.randomUUID().toString(), 1).getFirst();
        var hence = Protos.proto(Instant.now().plusSeconds(60));

        assertThat(replayed(ofTheProbe().setTopic("mypay.other"))).isZero();
        assertThat(replayed(ofTheProbe().setConsumer("another.consumer"))).isZero();
        assertThat(replayed(ofTheProbe().setCreatedFrom(hence))).isZero();
        assertThat(probe.incoming(letter.messageId(), "status")).isEqualTo("DEAD");

        probe.heal(letter.messageId());
        assertThat(replayed(ofTheProbe().setConsumer(Probe.CONSUMER).setCreatedBefore(hence)))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> probe.incoming(letter.messageId(), "status").equals("DONE"));
    }

    @Test
    void produced_ones_that_kafka_never_accepted_are_among_them() {
        var event = Probe.event(UUID.randomUUID().toString(), "accepted late");
        probe.append(event);
        await().atMost(PATIENCE)
                .until(() -> probe.outgoing(event.messageId(), "status").equals("DONE"));
        probe.texts(
                "UPDATE queue_log SET status = 'DEAD', processed_status = 'FAILURE', rejections ="
                        + " 12 WHERE message_id = $1 AND direction = 'OUT' RETURNING key",
                Tuple.of(event.messageId()));

        assertThat(replayed(ofTheProbe())).isEqualTo(1);

        await().atMost(PATIENCE)
                .until(() -> probe.outgoing(event.messageId(), "status").equals("DONE"));
        assertThat(KafkaProbe.read(Probe.TOPIC, event.messageId())).hasSize(2);
        assertThat(probe.outgoing(event.messageId(), "rejections")).isEqualTo("0");
    }

    private int replayed(ReplayDeadLettersRequest.Builder request) {
        return staff.replayDeadLetters(request).getReplayedCount();
    }

    private static ReplayDeadLettersRequest.Builder ofTheProbe() {
        return ReplayDeadLettersRequest.newBuilder().setTopic(Probe.TOPIC);
    }

    private List<Event> deadLetters(String key, int count) {
        var letters =
                IntStream.range(0, count)
                        .mapToObj(n -> Probe.event(key, Probe.UNWORKABLE + n))
                        .toList();
        letters.forEach(KafkaProbe::publish);
        await().atMost(PATIENCE)
                .until(() ->
                        letters.stream()
                                .allMatch(letter ->
                                        probe.incoming(letter.messageId(), "status")
                                                .equals("DEAD")));
        return letters;
    }

    private void anUnreadableOne() {
        var key = UUID.randomUUID().toString();
        KafkaProbe.publish(new ProducerRecord<>(Probe.TOPIC, key, new byte[0]));
        await().atMost(PATIENCE)
                .until(() ->
                        probe.texts("SELECT status FROM queue_log WHERE key = $1", Tuple.of(key))
                                .contains("DEAD"));
    }
}
