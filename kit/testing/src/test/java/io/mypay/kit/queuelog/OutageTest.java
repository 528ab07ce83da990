package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.stack.LocalKafka;
import io.mypay.stack.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BACKLOG_PER_KEY = 40;

    @Inject Probe probe;
    @Inject Database database;

    LocalPostgres postgres;
    LocalKafka kafka;

    @Test
    void while_kafka_is_down_events_wait_and_leave_in_order_when_it_is_back() {
        var key = UUID.randomUUID().toString();
        kafka.stop();
        var first = Probe.event(key, "first");
        probe.append(first, Probe.event(key, "second"));
        await().atMost(PATIENCE).until(() -> !probe.outgoing(first.messageId(), "error").isEmpty());
        probe.append(Probe.event(key, "third"));
        lastRejection(first);
        await().atMost(PATIENCE).until(() -> !attempts(first).equals("1"));
        assertThat(probe.outgoing(first.messageId(), "status")).isIn("PENDING", "PROCESSING");

        kafka.start();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(probe.effects(key)).containsExactly("first", "second", "third"));
        assertThat(probe.outgoing(first.messageId(), "status")).isEqualTo("DONE");
    }

    /** However long it has waited: a row that has failed often pauses for 15 seconds at most. */
    @Test
    void what_has_gathered_while_kafka_was_down_drains_within_30_seconds() {
        var keys = IntStream.range(0, 50).mapToObj(_ -> UUID.randomUUID().toString()).toList();
        kafka.stop();
        for (var n = 0; n < BACKLOG_PER_KEY; n++) {
            var content = "%03d".formatted(n);
            probe.append(keys.stream().map(k -> Probe.event(k, content)).toArray(Event[]::new));
        }
        haveFailedOften(keys);
        await().atMost(PATIENCE).until(() -> waiting(keys, "> now() + interval '13 seconds'") > 0);

        kafka.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> waiting(keys, "IS NOT NULL") == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(keys)
                                .allSatisfy(key ->
                                        assertThat(probe.effects(key))
                                                .hasSize(BACKLOG_PER_KEY)
                                                .isSorted()));
    }

    private void haveFailedOften(List<String> keys) {
        probe.texts(
                "UPDATE queue_log SET attempts = 30 WHERE key = ANY ($1) RETURNING key",
                Tuple.tuple().addArrayOfString(keys.toArray(String[]::new)));
    }

    private int waiting(List<String> keys, String nextAttempt) {
        var sql =
                """
                SELECT count(*)::text
                  FROM queue_log
                 WHERE key = ANY ($1)
                   AND direction = 'OUT'
                   AND status <> 'DONE'
                """
                        + "   AND next_attempt_timestamp "
                        + nextAttempt;
        return Integer.parseInt(
                probe.texts(sql, Tuple.tuple().addArrayOfString(keys.toArray(String[]::new)))
                        .getFirst());
    }

    private String attempts(Event event) {
        return probe.outgoing(event.messageId(), "attempts");
    }

    /** Once more, and it would be dead; but who is away refuses nothing. */
    private void lastRejection(Event event) {
        probe.texts(
                "UPDATE queue_log SET rejections = $2, attempts = 1 WHERE message_id = $1 RETURNING key",
                Tuple.of(event.messageId(), Sending.REJECTIONS_MAX - 1));
    }

    @Test
    void while_postgres_is_down_callers_hear_it_at_once_and_messages_wait_unharmed() {
        var event = Probe.event(UUID.randomUUID().toString(), "patient");
        postgres.stop();
        KafkaProbe.publish(event);

        var begun = System.nanoTime();
        var refused = catchThrowableOfType(Refused.class, () -> probe.effects(event.key()));
        assertThat(refused.refusal()).isEqualTo(new Common.StorageUnavailable());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));

        postgres.start();

        await().atMost(PATIENCE)
                .ignoreException(Refused.class)
                .until(() -> probe.effects(event.key()).equals(List.of("patient")));
        assertThat(probe.incoming(event.messageId(), "status")).isEqualTo("DONE");
        assertThat(KafkaProbe.read(Probe.TOPIC + ".dlq", event.messageId())).isEmpty();

        var after = Probe.event(event.key(), "and on");
        probe.append(after);
        await().atMost(PATIENCE)
                .until(() -> probe.effects(event.key()).equals(List.of("patient", "and on")));
    }
}
