package io.mypay.kit.queuelog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The relay's side of queue_log. */
@ApplicationScoped
class RelayStore {
    /** Leases the oldest unsent rows, in order; never one whose key waits for an older row. */
    Uni<List<UnsentRow>> claim(SqlConnection tx, int limit, Duration lease) {
        return takeTurn(tx).chain(() -> take(tx, limit, lease));
    }

    // Claims of all instances come one after another and each sees the leases of the one before,
    // so the rows of one key are never split between two instances. Publishing runs in parallel.
    private static final String TAKE_TURN =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('queue_log relay', 0))
            """;

    private static Uni<Void> takeTurn(SqlConnection tx) {
        return tx.query(TAKE_TURN).execute().replaceWithVoid();
    }

    private static final String TAKE =
            """
            WITH due AS (
                SELECT message_id, direction, consumer
                  FROM queue_log due
                 WHERE direction = 'OUT'
                   AND status IN ('PENDING', 'PROCESSING')
                   AND next_attempt_timestamp <= now()
                   AND NOT EXISTS (
                           SELECT
                             FROM queue_log older
                            WHERE older.direction = 'OUT'
                              AND older.status IN ('PENDING', 'PROCESSING')
                              AND older.topic = due.topic
                              AND older.key = due.key
                              AND older.position < due.position
                              AND older.next_attempt_timestamp > now())
                 ORDER BY position
                 LIMIT $1),
            taken AS (
                UPDATE queue_log
                   SET status = 'PROCESSING',
                       next_attempt_timestamp = now() + $2 * interval '1 millisecond'
                  FROM due
                 WHERE queue_log.message_id = due.message_id
                   AND queue_log.direction = due.direction
                   AND queue_log.consumer = due.consumer
                   AND queue_log.status IN ('PENDING', 'PROCESSING')
                RETURNING queue_log.position, queue_log.message_id, topic, key, type, payload, headers, traceparent,
                          created_timestamp, attempts, rejections)
            SELECT message_id, topic, key, type, payload, headers, traceparent, created_timestamp, attempts, rejections
              FROM taken
             ORDER BY position
            """;

    private static Uni<List<UnsentRow>> take(SqlConnection tx, int limit, Duration lease) {
        return tx.preparedQuery(TAKE)
                .execute(Tuple.of(limit, lease.toMillis()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(RelayStore::row)
                                .toList());
    }

    private static UnsentRow row(Row row) {
        Map<String, String> headers = new HashMap<>();
        row.getJsonObject("headers").forEach(e -> headers.put(e.getKey(), (String) e.getValue()));
        var message =
                new Outgoing(
                        row.getUUID("message_id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("type"),
                        row.getBuffer("payload").getBytes(),
                        headers,
                        row.getString("traceparent"));
        var created = row.getOffsetDateTime("created_timestamp");
        return new UnsentRow(
                message,
                created.withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
                row.getInteger("attempts"),
                row.getInteger("rejections"));
    }

    private static final String DONE =
            """
            UPDATE queue_log
               SET status = 'DONE',
                   processed_status = 'SUCCESS',
                   processed_timestamp = clock_timestamp(),
                   attempts = attempts + 1,
                   error = '',
                   partition = sent.partition,
                   "offset" = sent."offset"
              FROM unnest($1::uuid[], $2::integer[], $3::bigint[]) AS sent (message_id, partition, "offset")
             WHERE queue_log.message_id = sent.message_id
               AND queue_log.direction = 'OUT'
               AND queue_log.consumer = ''
            """;

    Uni<Void> done(SqlConnection tx, List<Sending> sent) {
        var values =
                Tuple.of(
                        sent.stream().map(RelayStore::id).toArray(UUID[]::new),
                        sent.stream().map(Sending::partition).toArray(Integer[]::new),
                        sent.stream().map(Sending::offset).toArray(Long[]::new));
        return sent.isEmpty() ? nothing() : update(tx, DONE, values);
    }

    // The pause doubles up to a quarter of a minute; meanwhile younger rows of the same key wait.
    private static final String FAILED =
            """
            UPDATE queue_log
               SET status = 'PENDING',
                   attempts = attempts + 1,
                   rejections = rejections + failed.rejection,
                   error = failed.error,
                   next_attempt_timestamp = clock_timestamp()
                       + least(interval '15 seconds', interval '0.5 seconds' * power(2, least(attempts, 10)))
              FROM unnest($1::uuid[], $2::text[], $3::integer[]) AS failed (message_id, error, rejection)
             WHERE queue_log.message_id = failed.message_id
               AND queue_log.direction = 'OUT'
               AND queue_log.consumer = ''
               AND status = 'PROCESSING'
            """;

    Uni<Void> failed(SqlConnection tx, List<Sending> failed) {
        var values =
                Tuple.of(
                        failed.stream().map(RelayStore::id).toArray(UUID[]::new),
                        failed.stream().map(Sending::error).toArray(String[]::new),
                        failed.stream().map(RelayStore::rejection).toArray(Integer[]::new));
        return failed.isEmpty() ? nothing() : update(tx, FAILED, values);
    }

    // From now on the younger rows of its key are not held back: see the ADR on dead letters.
    private static final String DEAD =
            """
            UPDATE queue_log
               SET status = 'DEAD',
                   processed_status = 'FAILURE',
                   processed_timestamp = clock_timestamp(),
                   attempts = attempts + 1,
                   rejections = rejections + 1,
                   error = dead.error
              FROM unnest($1::uuid[], $2::text[]) AS dead (message_id, error)
             WHERE queue_log.message_id = dead.message_id
               AND queue_log.direction = 'OUT'
               AND queue_log.consumer = ''
               AND status = 'PROCESSING'
            """;

    Uni<Void> dead(SqlConnection tx, List<Sending> dead) {
        var values =
                Tuple.of(
                        dead.stream().map(RelayStore::id).toArray(UUID[]::new),
                        dead.stream().map(Sending::error).toArray(String[]::new));
        return dead.isEmpty() ? nothing() : update(tx, DEAD, values);
    }

    private static final String RELEASE =
            """
            UPDATE queue_log
               SET status = 'PENDING',
                   next_attempt_timestamp = clock_timestamp()
             WHERE message_id = ANY ($1)
               AND direction = 'OUT'
               AND consumer = ''
               AND status = 'PROCESSING'
            """;

    /** Gives back what was leased and not tried. */
    Uni<Void> release(SqlConnection tx, List<UUID> untried) {
        return untried.isEmpty()
                ? nothing()
                : update(tx, RELEASE, Tuple.of(untried.toArray(UUID[]::new)));
    }

    private static Uni<Void> update(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    private static int rejection(Sending sending) {
        return sending.outcome() == Outcome.REJECTED ? 1 : 0;
    }

    private static UUID id(Sending sending) {
        return sending.row().message().messageId();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
