package io.mypay.simulation.world;

import java.util.UUID;

/** Messages consumed: the transaction that applies one also records its id. */
public final class Inbox {
    private final Service service;
    private final Table<Consumed, Message> rows = new Table<>("queue_log IN");

    private record Consumed(UUID message, String consumer) {}

    Inbox(Service service) {
        this.service = service;
    }

    void receive(Host host, Message message, Consumption consumption, Reply<Boolean> reply) {
        service.database.commit(
                host,
                tx -> apply(tx, message, consumption),
                then -> {
                    then.run();
                    reply.answer(true);
                },
                reply::lose);
    }

    private Runnable apply(Transaction tx, Message message, Consumption consumption) {
        var key = new Consumed(message.id(), consumption.name());
        if (rows.has(key)) {
            return Consumption.NOTHING_MORE;
        }
        rows.insert(tx, key, message);
        return consumption.handler().handle(tx, message);
    }

    boolean has(Message message, Consumption consumption) {
        return rows.has(new Consumed(message.id(), consumption.name()));
    }
}
