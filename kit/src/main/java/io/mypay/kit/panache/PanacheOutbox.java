package io.mypay.kit.panache;

import io.mypay.kit.queuelog.Event;
import io.mypay.kit.queuelog.Outgoing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The outbox for contexts on Panache: same row, same relay. Called inside a transaction. */
public final class PanacheOutbox {
    private PanacheOutbox() {}

    public static Uni<Void> append(Event event) {
        var row = QueueLogEntity.of(Outgoing.of(event));
        return Panache.getSession().chain(session -> session.persist(row));
    }
}
