package io.mypay.kit.operation;

import io.mypay.kit.page.PageToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Messages as staff sees them. */
@ApplicationScoped
class MessageStore {
    private static final String SELECT =
            """
            SELECT message_id, direction, consumer, topic, partition, "offset", key, type, octet_length(payload) AS payload_bytes,
                   direction = 'OUT' OR coalesce(headers ->> 'ce_id', '') = message_id::text AS readable,
                   status, attempts, left(error, 1000) AS error, traceparent, created_timestamp, processed_timestamp
              FROM queue_log
            """;

    /** The first rows after the token, which holds a row's primary key. */
    Uni<List<LoggedMessage>> list(
            SqlClient client, MessageFilter filter, Optional<PageToken> after, int limit) {
        var query = MessageQuery.of(filter, after);
        return client.preparedQuery(SELECT + query.text())
                .execute(query.values(limit))
                .map(MessageStore::messages);
    }

    private static final String NAMED =
            SELECT
                    + """
                     WHERE message_id = $1
                       AND ($2 = '' OR direction = $2)
                       AND ($3 = '' OR consumer = $3)
                     ORDER BY direction, consumer
                     LIMIT 10
                    """;

    /** The rows that have this name; more than one where it does not say enough. */
    Uni<List<LoggedMessage>> named(SqlClient client, MessageName name) {
        return named(client, NAMED, name);
    }

    // Until the commit no consumer, relay or colleague changes what is decided upon.
    private static final String LOCK_NAMED = NAMED + "   FOR NO KEY UPDATE\n";

    Uni<List<LoggedMessage>> lockNamed(SqlConnection tx, MessageName name) {
        return named(tx, LOCK_NAMED, name);
    }

    private static Uni<List<LoggedMessage>> named(SqlClient client, String sql, MessageName name) {
        var values =
                Tuple.of(
                        name.messageId(),
                        name.direction().map(Direction::name).orElse(""),
                        name.consumer().orElse(""));
        return client.preparedQuery(sql).execute(values).map(MessageStore::messages);
    }

    private static final String DECISIONS =
            """
            SELECT action, decided_by, reason, decided_timestamp
              FROM queue_log_decision
             WHERE message_id = $1
               AND direction = $2
               AND consumer = $3
             ORDER BY decision_id DESC
             LIMIT 100
            """;

    Uni<List<Decision>> decisions(SqlClient client, MessageKey key) {
        return client.preparedQuery(DECISIONS)
                .execute(Tuple.of(key.messageId(), key.direction().name(), key.consumer()))
                .map(rows -> stream(rows).map(MessageStore::decision).toList());
    }

    private static Decision decision(Row row) {
        return new Decision(
                Decision.Action.valueOf(row.getString("action")),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getOffsetDateTime("decided_timestamp").toInstant());
    }

    private static List<LoggedMessage> messages(RowSet<Row> rows) {
        return stream(rows).map(MessageStore::message).toList();
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static LoggedMessage message(Row row) {
        return new LoggedMessage(
                new MessageKey(
                        row.getUUID("message_id"),
                        Direction.valueOf(row.getString("direction")),
                        row.getString("consumer")),
                new LoggedMessage.Place(
                        row.getString("topic"),
                        Optional.ofNullable(row.getInteger("partition")),
                        Optional.ofNullable(row.getLong("offset")),
                        row.getString("key")),
                row.getString("type"),
                row.getInteger("payload_bytes"),
                row.getBoolean("readable"),
                Status.valueOf(row.getString("status")),
                row.getInteger("attempts"),
                row.getString("error"),
                row.getString("traceparent"),
                row.getOffsetDateTime("created_timestamp").toInstant(),
                processed(row));
    }

    private static Optional<Instant> processed(Row row) {
        return Optional.ofNullable(row.getOffsetDateTime("processed_timestamp"))
                .map(time -> time.toInstant());
    }
}
