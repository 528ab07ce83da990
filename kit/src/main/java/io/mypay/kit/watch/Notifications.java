package io.mypay.kit.watch;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What PostgreSQL tells by NOTIFY, over the one LISTEN connection of this instance. A notification
 * lost while the connection was broken is made up for after it is back: everybody looks again.
 */
@ApplicationScoped
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final long RECONNECT_AFTER_MS = 500;
    private static final int CONNECT_TIMEOUT_MS = 1_500;

    /** Tells every watcher to look again. */
    private static final String ANY = "";

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final BroadcastProcessor<String> stateChanges = BroadcastProcessor.create();
    private final AtomicReference<Runnable> onQueueLog = new AtomicReference<>(() -> {});
    private volatile PgSubscriber subscriber;

    Notifications(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.vertx = vertx;
        this.options =
                PgConnectOptions.fromUri(url)
                        .setUser(user)
                        .setPassword(password)
                        .addProperty("application_name", "notifications");
        options.setConnectTimeout(CONNECT_TIMEOUT_MS).setTcpKeepAlive(true);
    }

    void start(@Observes StartupEvent event) {
        listen();
    }

    private void listen() {
        var fresh = PgSubscriber.subscriber(vertx, options);
        fresh.reconnectPolicy(_ -> RECONNECT_AFTER_MS);
        fresh.channel("queue_log")
                .subscribeHandler(_ -> onQueueLog.get().run())
                .handler(_ -> onQueueLog.get().run());
        fresh.channel("state_changed")
                .subscribeHandler(_ -> stateChanges.onNext(ANY))
                .handler(stateChanges::onNext);
        subscriber = fresh;
        fresh.connect().onFailure(this::listenLater);
    }

    /** Only the first connection needs this; later ones are the subscriber's own affair. */
    private void listenLater(Throwable failure) {
        LOG.warnf("cannot listen to PostgreSQL yet: %s", failure.getMessage());
        vertx.setTimer(RECONNECT_AFTER_MS, _ -> listen());
    }

    /** Watchers look again, and find that this process is leaving. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        stateChanges.onNext(ANY);
    }

    void stop(@Observes ShutdownEvent event) {
        subscriber.close().onFailure(failure -> LOG.debug("LISTEN was not closed", failure));
    }

    /** Runs for each new row of queue_log that is to be published, and after a reconnection. */
    public void onQueueLog(Runnable action) {
        onQueueLog.set(action);
    }

    /** Whenever the resource may have changed; never ends. */
    Multi<String> stateChangesOf(String id) {
        return stateChanges.filter(changed -> changed.equals(id) || changed.equals(ANY));
    }
}
