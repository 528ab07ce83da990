package io.mypay.kit.idempotency;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.UniqueViolation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what a request asks once, however often it comes. Effect and answer are committed together,
 * so after a crash either both are there or neither. A refusal leaves nothing: the same request may
 * succeed later.
 */
@ApplicationScoped
public class Requests {
    private final Database database;

    Requests(Database database) {
        this.database = database;
    }

    /**
     * Runs the work in one transaction with the memory of its answer.
     *
     * @param shape the response's default instance, to read a stored answer
     * @return the work's answer, or the first one with the trailer {@code idempotency-replayed}
     */
    public <R extends Message> Uni<R> once(
            RequestKey key, R shape, Function<SqlConnection, Uni<R>> work) {
        return database.inTransaction(tx -> answer(tx, key, shape, work))
                .onFailure(Requests::isAnsweredMeanwhile)
                .transform(_ -> new Refused(new Common.RequestInProgress()));
    }

    /**
     * The answer given before, if there is one, with the trailer {@code idempotency-replayed}:
     * asked first where checks stand before the work, because what they look at has moved on since.
     */
    public <R extends Message> Uni<Optional<R>> answered(RequestKey key, R shape) {
        return database.inTransaction(tx -> find(tx, key))
                .chain(known ->
                        known.map(answer -> answer.replay(key, shape).map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Between our look and our insert another instance may have committed: rare, and retryable. */
    public static boolean isAnsweredMeanwhile(Throwable failure) {
        return failure instanceof UniqueViolation violation
                && violation.constraint().equals("request_pkey");
    }

    private static <R extends Message> Uni<R> answer(
            SqlConnection tx, RequestKey key, R shape, Function<SqlConnection, Uni<R>> work) {
        return lock(tx, key)
                .chain(() -> find(tx, key))
                .chain(known ->
                        known.map(answer -> answer.replay(key, shape))
                                .orElseGet(() -> first(tx, key, work)));
    }

    private static <R extends Message> Uni<R> first(
            SqlConnection tx, RequestKey key, Function<SqlConnection, Uni<R>> work) {
        return work.apply(tx).call(response -> insert(tx, key, response));
    }

    // Not waiting for the lock: whoever asks twice at once shall come again, not hold a connection.
    private static final String LOCK =
            """
            SELECT pg_try_advisory_xact_lock($1)
            """;

    private static Uni<Void> lock(SqlConnection tx, RequestKey key) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(key.lock()))
                .invoke(rows -> requireLock(rows.iterator().next().getBoolean(0)))
                .replaceWithVoid();
    }

    // A statement of its own, after the lock: its snapshot must see what the lock's last holder
    // wrote.
    private static final String FIND =
            """
            SELECT hash, response
              FROM request
             WHERE request_id = $1
               AND caller = $2
               AND method = $3
            """;

    private static Uni<Optional<Answer>> find(SqlConnection tx, RequestKey key) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(key.requestId(), key.caller(), key.method()))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(answer(rows.iterator().next())));
    }

    private static final String INSERT =
            """
            INSERT INTO request (request_id, caller, method, hash, response)
            VALUES ($1, $2, $3, $4, $5)
            """;

    private static Uni<Void> insert(SqlConnection tx, RequestKey key, Message response) {
        // Tuple.of would hand over the buffer's Mutiny wrapper, which the driver does not know.
        var values =
                Tuple.of(key.requestId(), key.caller(), key.method(), key.hash())
                        .addBuffer(Buffer.buffer(response.toByteArray()));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static Answer answer(io.vertx.mutiny.sqlclient.Row row) {
        return new Answer(row.getString("hash"), row.getBuffer("response").getBytes());
    }

    /** Refuses unless the lock was got. */
    public static void requireLock(boolean got) {
        if (!got) {
            throw new Refused(new Common.RequestInProgress());
        }
    }

    /** An answer given before. */
    public record Answer(String hash, byte[] response) {
        public <R extends Message> Uni<R> replay(RequestKey key, R shape) {
            if (!hash.equals(key.hash())) {
                return Uni.createFrom().failure(new Refused(new Common.RequestIdReused()));
            }
            key.trailers().put("idempotency-replayed", "true");
            return Uni.createFrom().item(parse(shape));
        }

        @SuppressWarnings("unchecked")
        private <R extends Message> R parse(R shape) {
            try {
                return (R) shape.getParserForType().parseFrom(response);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a stored answer must stay readable", e);
            }
        }
    }
}
