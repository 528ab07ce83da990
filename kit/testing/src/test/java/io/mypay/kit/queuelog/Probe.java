package io.mypay.kit.queuelog;

import com.google.protobuf.StringValue;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * A small producer and consumer on one topic: the effect of a message is a row with its content.
 */
@ApplicationScoped
class Probe {
    static final String TOPIC = "mypay.payment.payment.v1";
    static final String CONSUMER = "kit.probe";
    static final String UNWORKABLE = "unworkable";

    private final Database database;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Set<UUID> healed = ConcurrentHashMap.newKeySet();

    Probe(Database database, Outbox outbox, Inbox inbox) {
        this.database = database;
        this.outbox = outbox;
        this.inbox = inbox;
    }

    static Event event(String key, String content) {
        return event(Uuid7.next(Instant.now()), key, content);
    }

    static Event event(UUID id, String key, String content) {
        return new Event(id, TOPIC, key, StringValue.of(content));
    }

    void append(Event... events) {
        appending(events).await().atMost(Duration.ofSeconds(10));
    }

    Uni<Void> appending(Event... events) {
        return database.inTransaction(tx -> {
            var all = Uni.createFrom().voidItem();
            for (var event : events) {
                all = all.chain(() -> outbox.append(tx, event));
            }
            return all;
        });
    }

    @Incoming("probe")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, CONSUMER, this::apply);
    }

    /** As Kafka does after a crash that came before the acknowledgement: from the same place. */
    void redeliver(ConsumerRecord<String, byte[]> record) {
        var place = new IncomingKafkaRecordMetadata<>(record, "probe");
        on(Message.of(record.value(), Metadata.of(place))).await().atMost(Duration.ofSeconds(10));
    }

    /** What was unworkable can be worked from now on. */
    void heal(UUID messageId) {
        healed.add(messageId);
    }

    private Uni<Void> apply(SqlConnection tx, Received received) {
        var content = received.as(StringValue.parser()).getValue();
        var values = Tuple.of(received.messageId(), received.key(), content);
        return tx.preparedQuery("INSERT INTO effect (message_id, key, content) VALUES ($1, $2, $3)")
                .execute(values)
                .invoke(() -> refuse(received.messageId(), content))
                .replaceWithVoid();
    }

    private void refuse(UUID messageId, String content) {
        if (content.startsWith(UNWORKABLE) && !healed.contains(messageId)) {
            throw new IllegalStateException("this message cannot be worked");
        }
    }

    /** What arrived for a key, in order. */
    List<String> effects(String key) {
        return texts("SELECT content FROM effect WHERE key = $1 ORDER BY sequence", Tuple.of(key));
    }

    String outgoing(UUID id, String column) {
        var sql =
                "SELECT %s::text FROM queue_log WHERE message_id = $1 AND direction = 'OUT'"
                        .formatted(column);
        return String.join(",", texts(sql, Tuple.of(id)));
    }

    String incoming(UUID id, String column) {
        var sql =
                "SELECT %s::text FROM queue_log WHERE message_id = $1 AND direction = 'IN'"
                        .formatted(column);
        return String.join(",", texts(sql, Tuple.of(id)));
    }

    List<String> texts(String sql, Tuple values) {
        return write(tx ->
                tx.preparedQuery(sql)
                        .execute(values)
                        .map(rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getString(0))
                                        .toList()));
    }

    <T> T write(java.util.function.Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(work).await().atMost(Duration.ofSeconds(10));
    }
}
