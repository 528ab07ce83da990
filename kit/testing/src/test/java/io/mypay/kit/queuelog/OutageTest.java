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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

        kafka.start();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(probe.effects(key)).containsExactly("first", "second", "third"));
        assertThat(probe.outgoing(first.messageId(), "status")).isEqualTo("DONE");
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
