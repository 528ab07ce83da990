package io.mypay.kit.watch;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What PostgreSQL tells by NOTIFY, over the one LISTEN connection of this instance. A notification
 * lost while the connection was broken is made up by an empty one after it is back: look again.
 */
@ApplicationScoped
public class Notifications {
    /** Names of the channels listened to. */
    public enum Channel {
        QUEUE_LOG,
        STATE_CHANGED;
    }

    private static final long RECONNECT_AFTER_MS = 500;

    private final PgSubscriber subscriber;
    private final BroadcastProcessor<String> queueLog = BroadcastProcessor.create();
    private final BroadcastProcessor<String> stateChanged = BroadcastProcessor.create();

    Notifications(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        var options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        this.subscriber =
                PgSubscriber.subscriber(vertx, options).reconnectPolicy(_ -> RECONNECT_AFTER_MS);
    }

    void start(@Observes StartupEvent event) {
        listen("queue_log", queueLog);
        listen("state_changed", stateChanged);
        subscriber.connect();
    }

    private void listen(String channel, BroadcastProcessor<String> stream) {
        subscriber
                .channel(channel)
                .subscribeHandler(_ -> stream.onNext(""))
                .handler(stream::onNext);
    }

    @PreDestroy
    void stop() {
        subscriber.close();
    }

    /** Payloads from now on; an empty one means that some may have been missed. */
    public Multi<String> on(Channel channel) {
        return switch (channel) {
            case QUEUE_LOG -> queueLog;
            case STATE_CHANGED -> stateChanged;
        };
    }
}
