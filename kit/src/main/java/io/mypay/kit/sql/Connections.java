package io.mypay.kit.sql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How MyPay connects: nobody waits long for a server that is not there, and no statement or idle
 * transaction holds locks for ever.
 */
abstract sealed class Connections implements PgPoolCreator {
    private static final int CONNECT_TIMEOUT_MS = 1_000;

    /**
     * A caller waits for a connection at most this long, be it a free one or a new one: within two
     * seconds it shall know that the server is away.
     */
    private static final Duration POOL_WAIT = Duration.ofMillis(1_500);

    private static final int NONE = 0;

    private static final Map<String, String> SESSION =
            Map.of(
                    "statement_timeout", "30s",
                    "lock_timeout", "5s",
                    "idle_in_transaction_session_timeout", "10s");

    /** Planning costs more than it gains for statements that look up rows by their keys. */
    private static final Map<String, String> WRITER_SESSION =
            Map.of("plan_cache_mode", "force_generic_plan", "jit", "off");

    private final Map<String, String> session = new HashMap<>(SESSION);

    Connections(Map<String, String> more) {
        session.putAll(more);
    }

    @Override
    public Pool create(Input input) {
        Pool pool =
                PgBuilder.pool()
                        .with(input.poolOptions().setConnectionTimeout(NONE))
                        .connectingTo(
                                input.pgConnectOptionsList().stream()
                                        .<SqlConnectOptions>map(this::with)
                                        .toList())
                        .using(input.vertx())
                        .build();
        return new BoundedPool(pool, input.vertx(), POOL_WAIT);
    }

    PgConnectOptions with(PgConnectOptions options) {
        options.setConnectTimeout(CONNECT_TIMEOUT_MS);
        options.setTcpKeepAlive(true);
        session.forEach(options::addProperty);
        return options;
    }

    /** Commands. */
    @Singleton
    static final class Writer extends Connections {
        private final Pulse pulse;

        Writer(Pulse pulse) {
            super(WRITER_SESSION);
            this.pulse = pulse;
        }

        @Override
        public Pool create(Input input) {
            pulse.of(input.vertx(), with(input.pgConnectOptionsList().getFirst()));
            return super.create(input);
        }
    }

    /** Queries. */
    @Singleton
    @ReactiveDataSource("reader")
    static final class Reader extends Connections {
        Reader() {
            super(Map.of());
        }
    }
}
