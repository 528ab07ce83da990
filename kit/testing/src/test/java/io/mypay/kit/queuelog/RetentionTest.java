package io.mypay.kit.queuelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.operation.v1.DismissMessageRequest;
import io.mypay.operation.v1.GetMessageRequest;
import io.mypay.operation.v1.MessageStatus;
import io.mypay.operation.v1.QueueLogServiceGrpc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RetentionTest {
    private static final Instant LIMIT = Instant.parse("2021-06-15T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2021-03-10T00:00:00Z");
    private static final Instant MAY = Instant.parse("2021-05-31T23:59:59Z");
    private static final Instant JUNE = Instant.parse("2021-06-01T00:00:00Z");

    @Inject Probe probe;
    @Inject Retention retention;
    @Inject Database database;
    @Inject UpkeepStore store;
    @Inject MeterRegistry meters;

    @BeforeEach
    void oldMonths() {
        probe.texts(
                "DELETE FROM queue_log WHERE message_id < uuid7_floor($1) RETURNING key",
                Tuple.of(LIMIT.plus(Duration.ofDays(300)).atOffset(ZoneOffset.UTC)));
        probe.write(
                tx -> tx.query("SELECT queue_log_partitions('2021-03-01T00:00:00Z', 3)").execute());
    }

    @Test
    void a_month_that_is_over_and_done_is_dropped_and_younger_ones_stay() {
        var spent = aMessage(MARCH, "DONE", MARCH);
        var lastOfMay = aMessage(MAY, "DONE", MAY);
        var ofJune = aMessage(JUNE, "DONE", JUNE);

        assertThat(drop(retention)).isEqualTo(3);

        assertThat(months())
                .contains("queue_log_2021_06")
                .doesNotContain("queue_log_2021_03", "queue_log_2021_04", "queue_log_2021_05");
        assertThat(status(spent)).isEmpty();
        assertThat(status(lastOfMay)).isEmpty();
        assertThat(status(ofJune)).isEqualTo("DONE");
    }

    @Test
    void a_month_with_a_dead_letter_stays_in_sight_until_somebody_has_dismissed_it() {
        var done = aMessage(MARCH, "DONE", MARCH);
        var dead = aMessage(MARCH, "DEAD", MARCH);
        assertThat(drop(retention)).isEqualTo(2);
        assertThat(months()).contains("queue_log_2021_03");
        assertThat(status(done)).isEqualTo("DONE");
        assertThat(staff().getMessage(named(dead)).getMessage().getStatus())
                .isEqualTo(MessageStatus.MESSAGE_STATUS_DEAD);
        assertThat(meters.get("mypay_queue_log_months_kept_open").gauge().value()).isEqualTo(1);

        var unused = staff().dismissMessage(dismissal(dead));
        // Dismissed today, it is remembered for as long as everything else.
        assertThat(drop(retention)).isZero();
        processed(dead, MARCH);

        assertThat(drop(retention)).isEqualTo(1);
        assertThat(months()).doesNotContain("queue_log_2021_03");
        assertThat(unused.getMessage().getStatus()).isEqualTo(MessageStatus.MESSAGE_STATUS_DONE);
    }

    @Test
    void what_was_written_lately_under_an_old_id_is_not_forgotten() {
        var late = aMessage(MARCH, "DONE", LIMIT.plusSeconds(1));

        assertThat(drop(retention)).isEqualTo(2);

        assertThat(status(late)).isEqualTo("DONE");
    }

    @Test
    void old_messages_outside_of_all_months_go_as_well_and_only_those() {
        var year = Instant.parse("2019-01-01T00:00:00Z");
        var spent = aMessage(year, "DONE", MARCH);
        var dead = aMessage(year, "DEAD", MARCH);
        var late = aMessage(year, "DONE", LIMIT.plusSeconds(1));

        var _ = drop(retention);

        assertThat(status(spent)).isEmpty();
        assertThat(status(dead)).isEqualTo("DEAD");
        assertThat(status(late)).isEqualTo("DONE");
    }

    @Test
    void of_two_instances_at_once_one_drops_each_month() {
        var second = new Retention(database, store, new SimpleMeterRegistry(), Retention.DAYS_MIN);
        var dropped =
                IntStream.range(0, 4)
                        .mapToObj(n -> n % 2 == 0 ? retention : second)
                        .map(instance -> instance.dropBefore(LIMIT))
                        .toList();

        var each = Uni.join().all(dropped).andFailFast().await().atMost(Duration.ofSeconds(20));

        // Whoever finds another one at it leaves the rest to the next time.
        assertThat(each.stream().mapToInt(Integer::intValue).sum() + drop(retention)).isEqualTo(3);
        assertThat(months()).doesNotContain("queue_log_2021_05");
    }

    @Test
    void nobody_may_forget_sooner_than_staff_may_publish_again() {
        assertThatThrownBy(() -> new Retention(database, store, meters, 29))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("29");
    }

    private static int drop(Retention instance) {
        return instance.dropBefore(LIMIT).await().atMost(Duration.ofSeconds(20));
    }

    private UUID aMessage(Instant made, String status, Instant written) {
        var id = Uuid7.next(made);
        var sql =
                """
                INSERT INTO queue_log (message_id, direction, consumer, topic, key, type, payload, status, processed_status,
                                       created_timestamp, processed_timestamp)
                VALUES ($1, 'IN', 'kit.past', $2, $3, '', '', $4, $5, $6, $6)
                RETURNING key
                """;
        var outcome = status.equals("DONE") ? "SUCCESS" : "FAILURE";
        probe.texts(
                sql,
                Tuple.of(id, Probe.TOPIC, "old", status, outcome)
                        .addOffsetDateTime(written.atOffset(ZoneOffset.UTC)));
        return id;
    }

    private void processed(UUID id, Instant time) {
        probe.texts(
                "UPDATE queue_log SET processed_timestamp = $2 WHERE message_id = $1 RETURNING key",
                Tuple.of(id, time.atOffset(ZoneOffset.UTC)));
    }

    private String status(UUID id) {
        return probe.incoming(id, "status");
    }

    private List<String> months() {
        return probe.texts(
                "SELECT relname::text FROM pg_class WHERE relname LIKE 'queue\\_log\\_2021\\___'",
                Tuple.tuple());
    }

    private static QueueLogServiceGrpc.QueueLogServiceBlockingStub staff() {
        return TestClient.as(UUID.randomUUID(), Role.STAFF)
                .stub(QueueLogServiceGrpc::newBlockingStub);
    }

    private static GetMessageRequest named(UUID id) {
        return GetMessageRequest.newBuilder().setMessageId(id.toString()).build();
    }

    private static DismissMessageRequest dismissal(UUID id) {
        return DismissMessageRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMessageId(id.toString())
                .setReason("of a consumer that is gone")
                .build();
    }
}
