package io.mypay.kit.queuelog;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Events come in through here, each applied once: the transaction that applies one also records its
 * id. What cannot be applied goes to the dead letter topic and blocks nobody behind it; delivered
 * again, it is tried again. While PostgreSQL is away nothing is dead, everything waits.
 */
@ApplicationScoped
public class Inbox {
    private static final int RETRIES_MAX = 4;
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final Duration RETRY_AFTER_MAX = Duration.ofMillis(500);
    private static final Duration POSTGRES_RETRY_AFTER = Duration.ofMillis(200);
    private static final Duration POSTGRES_RETRY_AFTER_MAX = Duration.ofSeconds(2);

    private final Database database;
    private final Outbox outbox;
    private final MessageLog log;

    Inbox(Database database, Outbox outbox, MessageLog log) {
        this.database = database;
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Applies a message's effect once, and acknowledges it when that is committed. For a method
     * {@code @Incoming("…") Uni<Void> on(Message<byte[]> message)} to return.
     *
     * @param consumer who consumes, e.g. {@code money.firmbanking}: two consumers of one service
     *     each get the message
     */
    public Uni<Void> receive(Message<byte[]> message, String consumer, Handler handler) {
        var delivery = Delivery.of(message, consumer);
        var started = System.nanoTime();
        return patiently(work(delivery, handler))
                .invoke(outcome -> log.consumed(delivery, outcome, started))
                .chain(() -> Uni.createFrom().completionStage(message.ack()));
    }

    private Uni<Outcome> work(Delivery delivery, Handler handler) {
        return delivery.isForAnother()
                ? Uni.createFrom().item(Outcome.NOT_ADDRESSED)
                : applyOrBury(delivery, handler);
    }

    private Uni<Outcome> applyOrBury(Delivery delivery, Handler handler) {
        return patiently(apply(delivery, handler))
                .onFailure(failure -> !(failure instanceof Unparseable))
                .retry()
                .withBackOff(RETRY_AFTER, RETRY_AFTER_MAX)
                .atMost(RETRIES_MAX)
                .onFailure()
                .recoverWithUni(failure -> bury(delivery, root(failure)));
    }

    private Uni<Outcome> apply(Delivery delivery, Handler handler) {
        if (!delivery.poison().isEmpty()) {
            return Uni.createFrom().failure(new Unparseable(delivery.poison()));
        }
        return database.inTransaction(tx ->
                write(tx, delivery, Outcome.APPLIED, "")
                        .chain(due -> due ? handle(tx, delivery, handler) : duplicate()));
    }

    private static Uni<Outcome> handle(SqlConnection tx, Delivery delivery, Handler handler) {
        return handler.handle(tx, delivery.received()).replaceWith(Outcome.APPLIED);
    }

    private Uni<Outcome> bury(Delivery delivery, Throwable failure) {
        log.dying(delivery, failure);
        return database.inTransaction(tx ->
                write(tx, delivery, Outcome.DEAD, Delivery.reason(failure))
                        .chain(due -> due ? deadLetter(tx, delivery, failure) : duplicate()));
    }

    private Uni<Outcome> deadLetter(SqlConnection tx, Delivery delivery, Throwable failure) {
        return outbox.appendOnce(tx, delivery.deadLetter(failure)).replaceWith(Outcome.DEAD);
    }

    // A conflict waits for the other transaction, so of two deliveries at once the second one sees
    // how the first one ended. DONE is for ever. A dead letter is tried whenever it comes again,
    // PENDING if staff has replayed it; a handler that fails again rolls this update back.
    private static final String WRITE =
            """
            INSERT INTO queue_log (message_id, direction, consumer, topic, partition, "offset", key, type, payload, headers,
                                   traceparent, status, processed_timestamp, processed_status, attempts, error)
            VALUES ($1, 'IN', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp(), $12, $13, $14)
            ON CONFLICT (message_id, direction, consumer) DO UPDATE
               SET topic = EXCLUDED.topic,
                   partition = EXCLUDED.partition,
                   "offset" = EXCLUDED."offset",
                   key = EXCLUDED.key,
                   type = EXCLUDED.type,
                   payload = EXCLUDED.payload,
                   headers = EXCLUDED.headers,
                   traceparent = EXCLUDED.traceparent,
                   status = EXCLUDED.status,
                   processed_timestamp = EXCLUDED.processed_timestamp,
                   processed_status = EXCLUDED.processed_status,
                   attempts = queue_log.attempts + EXCLUDED.attempts,
                   error = EXCLUDED.error
             WHERE queue_log.status <> 'DONE'
            """;

    /** Whether the message was due: new, dead, or replayed. */
    private static Uni<Boolean> write(
            SqlConnection tx, Delivery delivery, Outcome outcome, String error) {
        var received = delivery.received();
        var dead = outcome == Outcome.DEAD;
        var values =
                Tuple.tuple()
                        .addUUID(received.messageId())
                        .addString(delivery.consumer())
                        .addString(delivery.topic())
                        .addInteger(delivery.partition())
                        .addLong(delivery.offset())
                        .addString(received.key())
                        .addString(received.type())
                        .addBuffer(Buffer.buffer(received.payload()))
                        .addJsonObject(JsonObject.mapFrom(delivery.headers()))
                        .addString(Traceparent.current())
                        .addString(dead ? "DEAD" : "DONE")
                        .addString(dead ? "FAILURE" : "SUCCESS")
                        .addInteger(dead ? RETRIES_MAX + 1 : 1)
                        .addString(error);
        return tx.preparedQuery(WRITE).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static <T> Uni<T> patiently(Uni<T> work) {
        return work.onFailure(Failures::isUnavailable)
                .retry()
                .withBackOff(POSTGRES_RETRY_AFTER, POSTGRES_RETRY_AFTER_MAX)
                .indefinitely();
    }

    private static Uni<Outcome> duplicate() {
        return Uni.createFrom().item(Outcome.DUPLICATE);
    }

    /** The retry operator wraps the last failure once its attempts are used up. */
    private static Throwable root(Throwable failure) {
        return failure instanceof IllegalStateException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
