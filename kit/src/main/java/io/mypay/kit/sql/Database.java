package io.mypay.kit.sql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The one way to PostgreSQL for code that speaks SQL. Commands go to the writer in a transaction,
 * queries to the reader (a replica where there is one). A server that cannot be reached is {@code
 * Refused(StorageUnavailable)} at once; the pool finds it again by itself.
 */
@ApplicationScoped
public class Database {
    private static final int RETRIES_MAX = 4;

    private final Pool writer;
    private final Pool reader;

    Database(Pool writer, @ReactiveDataSource("reader") Pool reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Runs the work in one transaction, committed when its Uni ends with an item, rolled back when
     * it fails. After a deadlock or a serialization failure the work is run again from its
     * beginning, so it must hold no state of its own.
     */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> writer.withTransaction(work))
                .onFailure(Failures::isWorthAnotherTry)
                .retry()
                .atMost(RETRIES_MAX)
                .onFailure()
                .transform(Failures::translate);
    }

    /**
     * One transaction in two round trips: what {@code read} sends goes out together with BEGIN, the
     * statements of {@code write} together with COMMIT, and none waits for the one before it. Once
     * one has failed, PostgreSQL refuses the rest and makes the COMMIT a rollback. With nothing to
     * write it is rolled back too.
     *
     * <p>It is not run again by itself. Who cancels it does not learn what became of it; the
     * connection goes back as soon as PostgreSQL has answered.
     */
    public <T> Uni<T> inTwoTrips(
            Function<SqlConnection, Uni<T>> read,
            BiFunction<SqlConnection, T, List<Uni<Void>>> write) {
        return Uni.createFrom()
                .deferred(writer::getConnection)
                .chain(tx ->
                        begin(tx, read)
                                .map(found -> new Turn<>(found, write.apply(tx, found)))
                                .onFailure()
                                .call(() -> undo(tx))
                                .call(turn -> end(tx, turn.writes()))
                                .map(Turn::found)
                                .onCancellation()
                                .call(() -> undo(tx).chain(() -> giveBack(tx)))
                                .eventually(() -> giveBack(tx)))
                .onFailure()
                .transform(Failures::translate);
    }

    /** Between the two trips. */
    private record Turn<T>(T found, List<Uni<Void>> writes) {}

    private static <T> Uni<T> begin(SqlConnection tx, Function<SqlConnection, Uni<T>> read) {
        return Uni.combine()
                .all()
                .unis(send(tx, "BEGIN"), read.apply(tx))
                .with((_, found) -> found);
    }

    // Waits for every answer, so that the connection is clean; of several failures the first is
    // the cause of the others.
    private static Uni<Void> end(SqlConnection tx, List<Uni<Void>> writes) {
        if (writes.isEmpty()) {
            return send(tx, "ROLLBACK");
        }
        var trip = new ArrayList<>(writes);
        trip.add(send(tx, "COMMIT"));
        return Uni.join().all(trip).andCollectFailures().replaceWithVoid();
    }

    // On a lost connection there is nothing to undo, and the caller is told why it failed.
    private static Uni<Void> undo(SqlConnection tx) {
        return send(tx, "ROLLBACK").onFailure().recoverWithNull();
    }

    // A lost connection cannot be given back; the pool has dropped it.
    private static Uni<Void> giveBack(SqlConnection tx) {
        return tx.close().onFailure().recoverWithNull();
    }

    private static Uni<Void> send(SqlConnection tx, String command) {
        return tx.query(command).execute().replaceWithVoid();
    }

    /**
     * Asks the reader. What it answers may be a moment old; a decision belongs in a transaction.
     */
    public <T> Uni<T> read(Function<SqlClient, Uni<T>> query) {
        return Uni.createFrom()
                // A query put to the pool itself leaves its timer behind when no connection can be
                // made, and the timer's end an error in the log.
                .deferred(() -> reader.withConnection(query::apply))
                .onFailure()
                .transform(Failures::translate);
    }
}
