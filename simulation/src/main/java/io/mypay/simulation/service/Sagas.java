package io.mypay.simulation.service;

import io.mypay.simulation.world.Consumption;
import io.mypay.simulation.world.Database;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Drives sagas to their ends, as the Sagas, Sweeps and stores of remittance and payment do: ask a
 * neighbour, write what it made of the saga if it is still where it was, go on with that.
 */
final class Sagas<S> {
    private static final long LEASE = 10 * Time.SECOND;
    private static final long SWEEP_LEASE = 30 * Time.SECOND;
    private static final long REST_MAX = 30 * Time.SECOND;

    private final World world;
    private final Service service;
    private final Database database;
    private final Kind<S> kind;
    private final Table<UUID, Row<S>> rows;
    private final Table<UUID, UUID> requests = new Table<>("request");

    private record Row<S>(S saga, long due, int attempts) {}

    /** What a saga is, and what it does next. */
    interface Kind<S> {
        Life life();

        UUID id(S saga);

        boolean isFinal(S saga);

        /** Asks a neighbour; replies with the next state, or the same if there is none yet. */
        void next(Host host, S saga, Reply<S> next);

        /** What belongs to the transition, in its transaction. */
        void announce(Transaction tx, S saga);
    }

    Sagas(World world, Service service, Database database, Kind<S> kind) {
        this.world = world;
        this.service = service;
        this.database = database;
        this.kind = kind;
        this.rows = new Table<>(kind.life().name());
    }

    S get(UUID id) {
        return rows.get(id).saga();
    }

    Stream<S> all() {
        return rows.all().stream().map(Row::saga);
    }

    /** Accepts a command once per request, and drives what it began. */
    void request(Host host, UUID requestId, Function<Instant, S> accepting, Reply<UUID> reply) {
        database.commit(
                host,
                tx -> once(tx, requestId, accepting),
                accepted -> {
                    reply.answer(kind.id(accepted.saga()));
                    if (accepted.isNew()) {
                        run(host, accepted.saga());
                    }
                },
                reply::lose);
    }

    private record Accepted<S>(S saga, boolean isNew) {}

    private Accepted<S> once(Transaction tx, UUID requestId, Function<Instant, S> accepting) {
        var known = requests.find(requestId);
        if (known.isPresent()) {
            return new Accepted<>(get(known.get()), false);
        }
        var accepted = accepting.apply(tx.host().now());
        begin(tx, accepted);
        requests.insert(tx, requestId, kind.id(accepted));
        return new Accepted<>(accepted, true);
    }

    private void begin(Transaction tx, S accepted) {
        var due = tx.host().micros() + LEASE;
        rows.insert(tx, kind.id(accepted), new Row<>(accepted, due, 0));
        wake(tx, due);
    }

    /** Until the end, or until there is nothing to do but wait. */
    void run(Host host, S saga) {
        if (kind.isFinal(saga)) {
            return;
        }
        kind.next(host, saga, new Reply<>(next -> goOn(host, saga, next), () -> rest(host, saga)));
    }

    private void goOn(Host host, S from, S to) {
        if (from.equals(to)) {
            rest(host, from);
            return;
        }
        database.commit(
                host,
                tx -> move(tx, from, to),
                moved -> {
                    if (moved) {
                        run(host, to);
                    }
                },
                () -> {});
    }

    /** False if the saga is no longer where it was. */
    boolean move(Transaction tx, S from, S to) {
        var id = kind.id(from);
        if (get(id).getClass() != from.getClass()) {
            return false;
        }
        kind.life().requireLegal(world, get(id), to);
        var due = tx.host().micros() + LEASE;
        rows.update(tx, id, new Row<>(to, due, 0));
        kind.announce(tx, to);
        if (!kind.isFinal(to)) {
            wake(tx, due);
        }
        return true;
    }

    /** As {@link #move}, for a consumer: what is to be done after the commit. */
    Runnable moveOn(Transaction tx, S from, S to) {
        var host = tx.host();
        return move(tx, from, to) ? () -> run(host, to) : Consumption.NOTHING_MORE;
    }

    private void rest(Host host, S saga) {
        database.commit(host, tx -> rest(tx, saga), _ -> {}, () -> {});
    }

    private boolean rest(Transaction tx, S saga) {
        var row = rows.get(kind.id(saga));
        if (row.saga().getClass() == saga.getClass()) {
            var pause = Math.min(REST_MAX, Time.SECOND << Math.min(row.attempts(), 16));
            var due = service.now() + pause;
            rows.update(tx, kind.id(saga), new Row<>(row.saga(), due, row.attempts() + 1));
            wake(tx, due);
        }
        return true;
    }

    private void sweep(Host host) {
        service.sweep(
                host,
                this::claim,
                claimed -> claimed.forEach(saga -> run(host, saga)),
                this::sweep);
    }

    private List<S> claim(Transaction tx) {
        var claimed = new ArrayList<S>();
        var now = tx.host().micros();
        for (var row : List.copyOf(rows.all())) {
            if (!kind.isFinal(row.saga()) && row.due() <= now) {
                var due = now + SWEEP_LEASE;
                rows.update(tx, kind.id(row.saga()), new Row<>(row.saga(), due, row.attempts()));
                wake(tx, due);
                claimed.add(row.saga());
            }
        }
        return claimed;
    }

    private void wake(Transaction tx, long due) {
        tx.afterCommit(() -> service.wake(due, this::sweep));
    }
}
