package io.mypay.kit.sql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Many queries that see one state: what was committed when the first of them began, and nothing of
 * what came later. Nobody waits for them, but PostgreSQL keeps old versions of rows meanwhile, so
 * they are for minutes at most.
 */
@ApplicationScoped
public class Snapshots {
    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final Pool reader;

    Snapshots(@ReactiveDataSource("reader") Pool reader) {
        this.reader = reader;
    }

    /** On the reader. Whatever ends the stream, its cancellation too, ends the snapshot. */
    public <T> Multi<T> read(Function<SqlConnection, Multi<T>> queries) {
        return Multi.createFrom()
                .resourceFromUni(this::open, queries)
                .withFinalizer(Snapshots::close)
                .onFailure()
                .transform(Failures::translate);
    }

    private Uni<SqlConnection> open() {
        return Uni.createFrom()
                .deferred(reader::getConnection)
                .chain(connection ->
                        run(connection, BEGIN)
                                .onFailure()
                                .call(() -> close(connection))
                                .replaceWith(connection));
    }

    // A query that still runs is answered before this is; a connection that broke has nothing to
    // end, and the pool has dropped it.
    private static Uni<Void> close(SqlConnection connection) {
        return run(connection, "ROLLBACK")
                .onFailure()
                .recoverWithNull()
                .eventually(connection::close)
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> run(SqlConnection connection, String command) {
        return connection.query(command).execute().replaceWithVoid();
    }
}
