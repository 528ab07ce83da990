package io.mypay.kit.sql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
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
     * Asks the reader. What it answers may be a moment old; a decision belongs in a transaction.
     */
    public <T> Uni<T> read(Function<SqlClient, Uni<T>> query) {
        return Uni.createFrom()
                .deferred(() -> query.apply(reader))
                .onFailure()
                .transform(Failures::translate);
    }
}
