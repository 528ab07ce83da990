package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.watch.Notifications;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Probe probe;
    @Inject Outbox outbox;
    @Inject Database database;
    @Inject RelayStore store;
    @Inject Publisher publisher;
    @Inject MessageLog log;
    @Inject Notifications notifications;
    @Inject Background background;

    @ConfigProperty(name = "mp.messaging.outgoing.queue-log.max.block.ms")
    int blockedMsMax;

    @ConfigProperty(name = "mp.messaging.outgoing.queue-log.delivery.timeout.ms")
    int deliveryMsMax;

    @Test
    void a_lease_outlasts_the_longest_delivery_and_hardly_more() {
        var longest = OutboxRelay.BEGIN_WITHIN.plusMillis(blockedMsMax).plusMillis(deliveryMsMax);

        assertThat(OutboxRelay.LEASE).isBetween(longest, longest.plusSeconds(3));
    }

    @Test
    void two_instances_publish_each_event_once_and_in_order() {
        var keys = IntStream.range(0, 20).mapToObj(_ -> UUID.randomUUID().toString()).toList();
        var events = new ArrayList<Event>();
        IntStream.range(0, 20)
                .forEach(n ->
                        keys.forEach(key -> events.add(Probe.event(key, "%02d".formatted(n)))));
        var second = new OutboxRelay(database, store, publisher, log, notifications, background);

        for (var batch = 0; batch < events.size(); batch += 50) {
            probe.append(events.subList(batch, batch + 50).toArray(Event[]::new));
            second.tick();
        }

        await().atMost(PATIENCE).until(() -> unsent(events) == 0);
        var published =
                KafkaProbe.read(Probe.TOPIC).stream()
                        .map(r -> KafkaProbe.header(r, "ce_id"))
                        .toList();
        assertThat(published)
                .filteredOn(ids(events)::contains)
                .containsExactlyInAnyOrderElementsOf(ids(events));
        for (var key : keys) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(probe.effects(key)).hasSize(20).isSorted());
        }
    }

    @Test
    void what_a_dead_instance_had_leased_is_published_when_the_lease_is_over() {
        var event = Probe.event(UUID.randomUUID().toString(), "inherited");
        probe.append(event);
        await().atMost(PATIENCE).until(() -> unsent(List.of(event)) == 0);
        leaseOfADeadInstance(event);

        await().atMost(PATIENCE).until(() -> unsent(List.of(event)) == 0);

        assertThat(KafkaProbe.read(Probe.TOPIC, event.messageId())).hasSize(2);
        var after = Probe.event(event.key(), "after");
        probe.append(after);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(probe.effects(event.key()))
                                .containsExactly("inherited", "after"));
    }

    @Test
    void a_row_that_kafka_never_accepts_is_an_error_in_the_log() {
        var tooLarge = "secret".repeat(1 << 18);
        var event = Probe.event(UUID.randomUUID().toString(), tooLarge);
        try (var errors = new ErrorLog("io.mypay.messages")) {
            probe.write(tx -> outbox.append(tx, event).chain(() -> triedOften(tx, event)));

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(errors.about(event.messageId()))
                                    .singleElement(InstanceOfAssertFactories.STRING)
                                    .contains(event.key(), "attempts=20")
                                    .doesNotContain("secret"));
        }
        probe.texts(
                "DELETE FROM queue_log WHERE message_id = $1 RETURNING status",
                Tuple.of(event.messageId()));
    }

    private static Uni<Void> triedOften(SqlConnection tx, Event event) {
        return tx.preparedQuery("UPDATE queue_log SET attempts = 19 WHERE message_id = $1")
                .execute(Tuple.of(event.messageId()))
                .replaceWithVoid();
    }

    /** As if it had published, and died before it could write so. */
    private void leaseOfADeadInstance(Event event) {
        probe.texts(
                """
                UPDATE queue_log
                   SET status = 'PROCESSING',
                       processed_status = NULL,
                       next_attempt_timestamp = now() + interval '1 second'
                 WHERE message_id = $1
                   AND direction = 'OUT'
                RETURNING status
                """,
                Tuple.of(event.messageId()));
    }

    private int unsent(List<Event> events) {
        var ids = events.stream().map(Event::messageId).toArray(UUID[]::new);
        var sql =
                """
                SELECT message_id::text
                  FROM queue_log
                 WHERE message_id = ANY ($1)
                   AND direction = 'OUT'
                   AND status <> 'DONE'
                """;
        return probe.texts(sql, Tuple.tuple().addArrayOfUUID(ids)).size();
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(event -> event.messageId().toString()).toList();
    }
}
