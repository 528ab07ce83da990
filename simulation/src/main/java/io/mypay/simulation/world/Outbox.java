package io.mypay.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages to be published: written in the transaction that changes the state, sent by a relay on
 * either process. Modelled after kit's OutboxRelay and RelayStore.
 */
public final class Outbox {
    private static final long LEASE = 15 * Time.SECOND;
    private static final long PAUSE_MAX = 15 * Time.SECOND;

    private final Service service;
    private final Table<UUID, Row> rows = new Table<>("queue_log OUT");

    /** {@code due} is the end of a lease, or of the pause after a failure. */
    private record Row(Message message, boolean done, long due, int attempts) {
        Row leased(long until) {
            return new Row(message, false, until, attempts);
        }

        Row published() {
            return new Row(message, true, due, attempts + 1);
        }

        Row failed(long until) {
            return new Row(message, done, done ? due : until, attempts + 1);
        }

        Row released(long now) {
            return new Row(message, done, done ? due : now, attempts);
        }
    }

    Outbox(Service service) {
        this.service = service;
    }

    public void append(Transaction tx, Message message) {
        rows.insert(tx, message.id(), new Row(message, false, service.now(), 0));
        tx.afterCommit(this::notified);
    }

    private void notified() {
        var delay = service.world.dice().between(1, 5 * Time.MILLISECOND);
        service.world.timeline().later(delay, () -> service.someHost(this::relay));
    }

    private void relay(Host host) {
        service.sweep(host, this::claim, claimed -> publish(host, claimed), this::relay);
    }

    private List<Message> claim(Transaction tx) {
        var claimed = new ArrayList<Message>();
        var until = service.now() + LEASE;
        for (var row : List.copyOf(rows.all())) {
            if (isDue(row)) {
                rows.update(tx, row.message().id(), row.leased(until));
                claimed.add(row.message());
            }
        }
        if (!claimed.isEmpty()) {
            tx.afterCommit(() -> service.wake(until, this::relay));
        }
        return claimed;
    }

    // Never one whose key waits for an older row.
    private boolean isDue(Row row) {
        if (row.done() || row.due() > service.now()) {
            return false;
        }
        for (var older : rows.all()) {
            if (older.message().id().equals(row.message().id())) {
                return true;
            }
            if (!older.done()
                    && older.due() > service.now()
                    && older.message().topic() == row.message().topic()
                    && older.message().key().equals(row.message().key())) {
                return false;
            }
        }
        return true;
    }

    /** The rows that one claim took, and what became of each. */
    private record Sendings(List<Message> published, List<Message> failed, List<Message> untried) {
        Sendings() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        int count() {
            return published.size() + failed.size() + untried.size();
        }
    }

    private void publish(Host host, List<Message> claimed) {
        Map<UUID, List<Message>> byKey = new LinkedHashMap<>();
        claimed.forEach(message ->
                byKey.computeIfAbsent(message.key(), _ -> new ArrayList<>()).add(message));
        var sendings = new Sendings();
        byKey.values()
                .forEach(messages ->
                        inOrder(
                                host,
                                messages,
                                0,
                                sendings,
                                () -> settleWith(host, claimed, sendings)));
    }

    private void inOrder(
            Host host, List<Message> messages, int next, Sendings sendings, Runnable done) {
        if (next == messages.size()) {
            done.run();
            return;
        }
        var message = messages.get(next);
        service.world
                .broker()
                .publish(
                        host,
                        message,
                        known -> {
                            if (known) {
                                sendings.published().add(message);
                                inOrder(host, messages, next + 1, sendings, done);
                                return;
                            }
                            sendings.failed().add(message);
                            sendings.untried().addAll(messages.subList(next + 1, messages.size()));
                            done.run();
                        });
    }

    private void settleWith(Host host, List<Message> claimed, Sendings sendings) {
        if (sendings.count() == claimed.size()) {
            service.database.commit(host, tx -> settle(tx, sendings), _ -> {}, () -> {});
        }
    }

    private boolean settle(Transaction tx, Sendings sendings) {
        var now = service.now();
        sendings.published().forEach(m -> rows.update(tx, m.id(), rows.get(m.id()).published()));
        for (var message : sendings.failed()) {
            var row = rows.get(message.id());
            var pause = Math.min(PAUSE_MAX, Time.SECOND << Math.min(row.attempts(), 4));
            rows.update(tx, message.id(), row.failed(now + pause));
            tx.afterCommit(() -> service.wake(now + pause, this::relay));
        }
        sendings.untried().forEach(m -> rows.update(tx, m.id(), rows.get(m.id()).released(now)));
        if (!sendings.untried().isEmpty()) {
            tx.afterCommit(() -> service.wake(now, this::relay));
        }
        return true;
    }

    /** Everything was published, and consumed by everybody who listens. */
    public void requireDrained(List<Service> services) {
        for (var row : rows.all()) {
            Violation.unless(row.done(), "never published", row.message());
            for (var consumption : service.world.broker().consumersOf(row.message().topic())) {
                var consumed =
                        services.stream().anyMatch(s -> s.inbox().has(row.message(), consumption));
                Violation.unless(consumed, "never consumed", consumption, row.message());
            }
        }
    }
}
