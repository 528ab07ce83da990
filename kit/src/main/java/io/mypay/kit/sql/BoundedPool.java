package io.mypay.kit.sql;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A pool in which nobody waits for a connection longer than told; one that comes later is given
 * back.
 *
 * <p>The pool's own timeout loses a connection for good that is handed over in the very moment the
 * wait ends (Vert.x issue 6169): the caller is told of the timeout, and nobody has the connection.
 * A service that was overrun often enough has none left, and works again only after a restart.
 *
 * <p>Quarkus casts what it is given to the deprecated PgPool.
 */
@SuppressWarnings("deprecation")
final class BoundedPool implements PgPool {
    private final Pool pool;
    private final Vertx vertx;
    private final Duration wait;

    /**
     * @param pool without a timeout of its own
     */
    BoundedPool(Pool pool, Vertx vertx, Duration wait) {
        this.pool = pool;
        this.vertx = vertx;
        this.wait = wait;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        Future<SqlConnection> coming = pool.getConnection();
        return coming.isComplete() ? coming : awaited(coming);
    }

    // Whichever of the two is first decides; the other finds it decided.
    private Future<SqlConnection> awaited(Future<SqlConnection> coming) {
        Promise<SqlConnection> decided = Promise.promise();
        var timer =
                vertx.setTimer(wait.toMillis(), _ -> decided.tryFail(new TimeoutException("pool")));
        var _ =
                coming.onComplete(arrived -> {
                    vertx.cancelTimer(timer);
                    decide(decided, arrived);
                });
        return decided.future();
    }

    private static void decide(Promise<SqlConnection> decided, AsyncResult<SqlConnection> arrived) {
        if (arrived.failed()) {
            decided.tryFail(arrived.cause());
            return;
        }
        if (!decided.tryComplete(arrived.result())) {
            var _ = arrived.result().close();
        }
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        var _ = getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return pool.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return pool.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return pool.preparedQuery(sql, options);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        pool.close(handler);
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        pool.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return pool.size();
    }
}
