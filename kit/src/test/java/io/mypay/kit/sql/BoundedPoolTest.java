package io.mypay.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedPoolTest {
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Promise<SqlConnection> coming = Promise.promise();
    private final AtomicInteger closed = new AtomicInteger();
    private final SqlConnection connection = connection();

    @AfterEach
    void close() {
        assertThat(vertx.close().toCompletionStage().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void a_connection_in_time_is_the_callers() {
        var had = pool(WAIT.multipliedBy(1000)).getConnection();
        coming.complete(connection);

        assertThat(had.result()).isSameAs(connection);
        assertThat(closed).hasValue(0);
    }

    @Test
    void one_that_is_free_needs_no_waiting() {
        coming.complete(connection);

        assertThat(pool(WAIT).getConnection().result()).isSameAs(connection);
    }

    @Test
    void one_that_comes_when_the_wait_is_over_is_given_back() {
        var had = pool(WAIT).getConnection();
        assertThat(had.toCompletionStage().toCompletableFuture())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(Failures.isUnavailable(had.cause())).isTrue();

        coming.complete(connection);

        assertThat(closed).hasValue(1);
    }

    @Test
    void why_there_is_none_is_told_at_once() {
        var had = pool(WAIT.multipliedBy(1000)).getConnection();
        coming.fail("the server is away");

        assertThat(had.cause()).hasMessage("the server is away");
    }

    private BoundedPool pool(Duration wait) {
        var pool =
                (Pool)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Pool.class},
                                (_, method, _) ->
                                        Map.of("getConnection", coming.future())
                                                .get(method.getName()));
        return new BoundedPool(pool, vertx, wait);
    }

    private SqlConnection connection() {
        return (SqlConnection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {SqlConnection.class},
                        (_, method, _) -> {
                            assertThat(method.getName()).isEqualTo("close");
                            closed.incrementAndGet();
                            return Future.succeededFuture();
                        });
    }
}
