package io.mypay.kit.queuelog;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Events leave through here: written in the transaction that changes the state, published after its
 * commit by the relay. So an event exists if and only if its change does.
 */
@ApplicationScoped
public class Outbox {

    private static final String INSERT =
            """
            INSERT INTO queue_log (message_id, direction, consumer, topic, key, type, payload, headers, traceparent, status)
            VALUES ($1, 'OUT', '', $2, $3, $4, $5, $6, $7, 'PENDING')
            """;

    /** A second event with the same message id fails with {@code UniqueViolation}. */
    public Uni<Void> append(SqlConnection tx, Event event) {
        return insert(tx, INSERT, Outgoing.of(event));
    }

    private static final String INSERT_ONCE = INSERT + "ON CONFLICT DO NOTHING";

    /** A second message with the same id is the first one, and nothing is written. */
    Uni<Void> appendOnce(SqlConnection tx, Outgoing message) {
        return insert(tx, INSERT_ONCE, message);
    }

    private static Uni<Void> insert(SqlConnection tx, String sql, Outgoing message) {
        var values =
                Tuple.tuple()
                        .addUUID(message.messageId())
                        .addString(message.topic())
                        .addString(message.key())
                        .addString(message.type())
                        .addBuffer(Buffer.buffer(message.payload()))
                        .addJsonObject(JsonObject.mapFrom(message.headers()))
                        .addString(message.traceparent());
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
