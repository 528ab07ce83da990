package io.mypay.kit.queuelog;

import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Events come in through here, each once. */
@ApplicationScoped
public class Inbox {
    private final Database database;
    private final Outbox outbox;

    Inbox(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * Applies a message's effect once and acknowledges it.
     *
     * @param consumer who consumes, e.g. {@code money.firmbanking}: two consumers of one service
     *     each get the message
     */
    public Uni<Void> receive(Message<byte[]> message, String consumer, Handler handler) {
        throw new IllegalStateException(consumer + database + outbox + handler + message);
    }
}
