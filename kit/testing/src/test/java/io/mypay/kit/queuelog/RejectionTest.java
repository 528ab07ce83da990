package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.StringValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.operation.v1.QueueLogServiceGrpc;
import io.mypay.operation.v1.ReplayMessageRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What Kafka refuses, rather than what it is not there for. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RejectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOO_LARGE = "secret".repeat(1 << 18);

    @Inject Probe probe;
    @Inject Outbox outbox;
    @Inject MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void what_kafka_refuses_again_and_again_is_dead_in_the_end_and_its_key_goes_on() {
        var refused = Probe.event(aKey(), TOO_LARGE);
        var younger = Probe.event(refused.key(), "younger");
        var deadBefore = dead(Probe.TOPIC);
        try (var errors = new ErrorLog("io.mypay.messages")) {
            probe.write(tx ->
                    outbox.append(tx, refused)
                            .chain(() -> outbox.append(tx, younger))
                            .chain(() -> rejected(tx, refused, Sending.REJECTIONS_MAX - 1)));

            awaitStatus(refused, "DEAD");
            await().atMost(PATIENCE)
                    .until(() -> probe.effects(refused.key()).equals(List.of("younger")));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(errors.about(refused.messageId()))
                                    .singleElement(InstanceOfAssertFactories.STRING)
                                    .contains("is dead", refused.key(), "RecordTooLarge")
                                    .doesNotContain("secret"));
        }
        assertThat(dead(Probe.TOPIC)).isEqualTo(deadBefore + 1);
        assertThat(probe.outgoing(refused.messageId(), "processed_status")).isEqualTo("FAILURE");
        assertThat(probe.outgoing(refused.messageId(), "error")).contains("RecordTooLarge");
    }

    @Test
    void until_then_it_holds_back_its_own_key_alone() {
        var refused = Probe.event(aKey(), TOO_LARGE);
        var younger = Probe.event(refused.key(), "younger");
        var other = Probe.event(aKey(), "other");

        probe.write(tx ->
                outbox.append(tx, refused)
                        .chain(() -> outbox.append(tx, younger))
                        .chain(() -> outbox.append(tx, other)));

        await().atMost(PATIENCE).until(() -> probe.effects(other.key()).equals(List.of("other")));
        await().atMost(PATIENCE)
                .until(() -> !probe.outgoing(refused.messageId(), "rejections").equals("0"));
        assertThat(probe.outgoing(refused.messageId(), "status")).isNotEqualTo("DEAD");
        assertThat(probe.outgoing(younger.messageId(), "status")).isNotEqualTo("DONE");
        probe.write(tx -> rejected(tx, refused, Sending.REJECTIONS_MAX - 1));
        awaitStatus(younger, "DONE");
    }

    @Test
    void a_topic_that_does_not_exist_is_a_refusal_and_replayed_when_it_does() throws Exception {
        var topic = "mypay.late." + UUID.randomUUID();
        var event =
                new Event(
                        Uuid7.next(Instant.now()), topic, aKey(), StringValue.of("published late"));
        probe.write(tx ->
                outbox.append(tx, event)
                        .chain(() -> rejected(tx, event, Sending.REJECTIONS_MAX - 1)));
        awaitStatus(event, "DEAD");

        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        TestClient.as(UUID.randomUUID(), Role.STAFF)
                .stub(QueueLogServiceGrpc::newBlockingStub)
                .replayMessage(
                        ReplayMessageRequest.newBuilder()
                                .setRequestId(TestClient.requestId())
                                .setMessageId(event.messageId().toString())
                                .setReason("the topic exists now")
                                .build());

        awaitStatus(event, "DONE");
        assertThat(KafkaProbe.read(topic, event.messageId())).hasSize(1);
        assertThat(probe.outgoing(event.messageId(), "error")).isEmpty();
    }

    private void awaitStatus(Event event, String status) {
        await().atMost(PATIENCE)
                .until(() -> probe.outgoing(event.messageId(), "status").equals(status));
    }

    private double dead(String topic) {
        return meters.counter("mypay_messages_dead", "direction", "OUT", "topic", topic).count();
    }

    private static Uni<Void> rejected(SqlConnection tx, Event event, int times) {
        return tx.preparedQuery(
                        "UPDATE queue_log SET rejections = $2, next_attempt_timestamp = now() WHERE"
                                + " message_id = $1")
                .execute(Tuple.of(event.messageId(), times))
                .replaceWithVoid();
    }

    private static String aKey() {
        return UUID.randomUUID().toString();
    }
}
