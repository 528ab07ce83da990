package io.mypay.kit.operation;

import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Addressee;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Changes what staff has decided about. The rows are locked by the caller. */
@ApplicationScoped
class ReplayStore {
    private static final Instant FIRST = Instant.EPOCH;

    /** As good as never, and still a timestamp. */
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final String AMONG =
            """
             WHERE status = 'DEAD'
               AND topic = $1
               AND ($2 = '' OR consumer = $2)
               AND created_timestamp >= $3
               AND created_timestamp < $4
            """;

    // Oldest first, so that those of one key are replayed in their order.
    private static final String LOCK_READABLE =
            """
            SELECT message_id, direction, consumer
              FROM queue_log
            """
                    + AMONG
                    + """
                       AND (direction = 'OUT' OR headers ->> 'ce_id' = message_id::text)
                     ORDER BY position
                     LIMIT $5
                       FOR NO KEY UPDATE
                    """;

    Uni<List<MessageKey>> lockReadable(SqlConnection tx, DeadLetters letters, int limit) {
        return tx.preparedQuery(LOCK_READABLE)
                .execute(among(letters).addInteger(limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new MessageKey(
                                                row.getUUID("message_id"),
                                                Direction.valueOf(row.getString("direction")),
                                                row.getString("consumer")))
                                .toList());
    }

    private static final String COUNT =
            """
            SELECT count(*)
              FROM queue_log
            """
                    + AMONG;

    Uni<Integer> count(SqlConnection tx, DeadLetters letters) {
        return tx.preparedQuery(COUNT)
                .execute(among(letters))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static Tuple among(DeadLetters letters) {
        return Tuple.of(
                letters.topic(),
                letters.consumer().orElse(""),
                letters.createdFrom().orElse(FIRST).atOffset(ZoneOffset.UTC),
                letters.createdBefore().orElse(LAST).atOffset(ZoneOffset.UTC));
    }

    // Where it stands in the order of its key it keeps; the relay takes it before what is younger.
    private static final String PUBLISH_AGAIN =
            """
            UPDATE queue_log
               SET status = 'PENDING',
                   processed_status = NULL,
                   processed_timestamp = NULL,
                   rejections = 0,
                   next_attempt_timestamp = now()
             WHERE message_id = ANY ($1)
               AND direction = 'OUT'
               AND consumer = ''
            """;

    private static final String WAKE_RELAYS =
            """
            SELECT pg_notify('queue_log', '')
            """;

    Uni<Void> publishAgain(SqlConnection tx, List<MessageKey> keys) {
        return tx.preparedQuery(PUBLISH_AGAIN)
                .execute(Tuple.tuple().addArrayOfUUID(ids(keys)))
                .chain(() -> tx.query(WAKE_RELAYS).execute())
                .replaceWithVoid();
    }

    // A copy for the one consumer, through the outbox and Kafka: so the instance that has the
    // key's partition applies it, after whatever is on its way there.
    private static final String SEND_AGAIN =
            """
            INSERT INTO queue_log (message_id, direction, consumer, topic, key, type, payload, headers, traceparent, status)
            SELECT copy.message_id, 'OUT', '', dead.topic, dead.key, dead.type, dead.payload,
                   (SELECT coalesce(jsonb_object_agg(name, value), '{}')
                      FROM jsonb_each(dead.headers) AS header (name, value)
                     WHERE name LIKE 'ce\\_%') || jsonb_build_object($4::text, dead.consumer),
                   dead.traceparent, 'PENDING'
              FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS copy (of, consumer, message_id)
              JOIN queue_log dead
                ON dead.message_id = copy.of
               AND dead.direction = 'IN'
               AND dead.consumer = copy.consumer
             ORDER BY dead.position
            """;

    Uni<Void> sendAgain(SqlConnection tx, List<MessageKey> keys, Instant now) {
        var copies = keys.stream().map(_ -> Uuid7.next(now)).toArray(UUID[]::new);
        var values = Tuple.of(ids(keys), consumers(keys), copies).addString(Addressee.HEADER);
        return tx.preparedQuery(SEND_AGAIN).execute(values).replaceWithVoid();
    }

    private static final String AWAIT =
            """
            UPDATE queue_log
               SET status = 'PENDING',
                   processed_status = NULL,
                   processed_timestamp = NULL
              FROM unnest($1::uuid[], $2::text[]) AS sent (message_id, consumer)
             WHERE queue_log.message_id = sent.message_id
               AND queue_log.direction = 'IN'
               AND queue_log.consumer = sent.consumer
            """;

    /** Not dead any more, until they arrive. */
    Uni<Void> await(SqlConnection tx, List<MessageKey> keys) {
        return tx.preparedQuery(AWAIT)
                .execute(Tuple.of(ids(keys), consumers(keys)))
                .replaceWithVoid();
    }

    private static final String DISMISS =
            """
            UPDATE queue_log
               SET status = 'DONE',
                   processed_status = 'FAILURE',
                   processed_timestamp = $4
             WHERE message_id = $1
               AND direction = $2
               AND consumer = $3
            """;

    Uni<Void> dismiss(SqlConnection tx, MessageKey key, Instant now) {
        var values =
                Tuple.of(
                        key.messageId(),
                        key.direction().name(),
                        key.consumer(),
                        now.atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(DISMISS).execute(values).replaceWithVoid();
    }

    private static final String DECIDE =
            """
            INSERT INTO queue_log_decision (decision_id, message_id, direction, consumer, action, decided_by, reason,
                                            decided_timestamp)
            SELECT decision_id, message_id, direction, consumer, $5, $6, $7, $8
              FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
                   AS decided (decision_id, message_id, direction, consumer)
            """;

    Uni<Void> record(SqlConnection tx, List<MessageKey> keys, Decision decision) {
        var at = decision.decidedAt();
        var values =
                Tuple.tuple()
                        .addArrayOfUUID(keys.stream().map(_ -> Uuid7.next(at)).toArray(UUID[]::new))
                        .addArrayOfUUID(ids(keys))
                        .addArrayOfString(directions(keys))
                        .addArrayOfString(consumers(keys))
                        .addString(decision.action().name())
                        .addString(decision.decidedBy())
                        .addString(decision.reason())
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(DECIDE).execute(values).replaceWithVoid();
    }

    private static UUID[] ids(List<MessageKey> keys) {
        return keys.stream().map(MessageKey::messageId).toArray(UUID[]::new);
    }

    private static String[] directions(List<MessageKey> keys) {
        return keys.stream().map(key -> key.direction().name()).toArray(String[]::new);
    }

    private static String[] consumers(List<MessageKey> keys) {
        return keys.stream().map(MessageKey::consumer).toArray(String[]::new);
    }
}
