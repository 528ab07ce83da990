package io.mypay.kit.sql;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Whether PostgreSQL answers at all. A server that stands still, or lies behind a network that
 * swallows everything, refuses nobody: whoever has asked it would wait for as long as he can. So it
 * is asked for a sign of life on a connection of its own, where nothing ever waits for a lock.
 */
@Singleton
public class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final Duration BEAT = Duration.ofMillis(250);

    /** With the beats around it, callers are told within two seconds. */
    private static final long SILENT_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    /** After so long another connection is tried. */
    private static final long GIVEN_UP_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Runs at every beat for as long as PostgreSQL is silent, on an event loop. */
    public void whileSilent(Runnable listener) {
        listeners.add(listener);
    }

    void of(Vertx vertx, PgConnectOptions options) {
        var heart = new Heart(vertx, options);
        vertx.runOnContext(_ -> vertx.setPeriodic(BEAT.toMillis(), _ -> heart.beat()));
    }

    /** Lives on one event loop. */
    private final class Heart {
        private final Vertx vertx;
        private final PgConnectOptions options;
        private Optional<PgConnection> connection = Optional.empty();
        private long lastSign = System.nanoTime();
        private long question;
        private boolean isAsked;
        private boolean wasSilent;

        Heart(Vertx vertx, PgConnectOptions options) {
            this.vertx = vertx;
            this.options = options;
        }

        void beat() {
            var silence = System.nanoTime() - lastSign;
            var isSilent = silence > SILENT_AFTER_NANOS;
            // Only the second time: after a pause of this very process the answer lies ready, and
            // is
            // read before the next beat.
            if (isSilent && wasSilent) {
                LOG.debug("PostgreSQL is silent");
                listeners.forEach(Runnable::run);
            }
            wasSilent = isSilent;
            if (silence > GIVEN_UP_AFTER_NANOS) {
                part();
            }
            if (!isAsked) {
                ask();
            }
        }

        private void ask() {
            isAsked = true;
            question++;
            var asked = question;
            var _ =
                    connected(asked)
                            .compose(postgres -> postgres.query("SELECT 1").execute())
                            .onComplete(answer -> heard(answer, asked));
        }

        private Future<PgConnection> connected(long asked) {
            return connection
                    .map(Future::succeededFuture)
                    .orElseGet(() ->
                            PgConnection.connect(vertx, options)
                                    .onSuccess(opened -> keep(opened, asked)));
        }

        private void keep(PgConnection opened, long asked) {
            if (asked == question) {
                connection = Optional.of(opened);
            } else {
                var _ = opened.close();
            }
        }

        // A refusal is a sign of life too: who asks is refused like this, and need not be told.
        private void heard(AsyncResult<?> answer, long asked) {
            if (asked != question) {
                return;
            }
            isAsked = false;
            if (answer.failed()) {
                part();
            }
            if (!(answer.cause() instanceof ConnectTimeoutException)) {
                lastSign = System.nanoTime();
            }
        }

        private void part() {
            connection.ifPresent(dead -> {
                var _ = dead.close();
            });
            connection = Optional.empty();
            isAsked = false;
        }
    }
}
