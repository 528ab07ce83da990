package io.mypay.remittance.sending;

import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.sweep.LastReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Drives remittances to their ends, one durable step after another: ask a neighbour (outside of any
 * transaction), write what it made of the remittance, go on with that.
 *
 * <p>Who drives: a transition is one conditional UPDATE, so of several who try, one makes it. That
 * one holds the row's lease and drives on; the others stop. A row whose lease has run out, because
 * its driver crashed or had to wait, is claimed by the sweeper.
 */
@ApplicationScoped
class Sagas {
    /** Within a lease nobody else looks at the row, so a step must end before. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration STEP_MAX = Duration.ofSeconds(8);

    private final InstantSource clock = InstantSource.system();
    private final Database database;
    private final RemittanceStore store;
    private final Steps steps;
    private final Outbox outbox;
    private final Background background;

    Sagas(
            Database database,
            RemittanceStore store,
            Steps steps,
            Outbox outbox,
            Background background) {
        this.database = database;
        this.store = store;
        this.steps = steps;
        this.outbox = outbox;
        this.background = background;
    }

    /** The first row; {@link #proceed} with it once it is committed. */
    Uni<Void> begin(SqlConnection tx, Remittance.Requested accepted) {
        return store.insert(tx, accepted, leaseEnd());
    }

    /** Drives on without a caller. For whoever just made the transition to this state. */
    void proceed(Remittance remittance) {
        var _ = background.detach("remittance " + remittance.id(), () -> run(remittance));
    }

    /** Drives until the end, or until there is nothing to do but wait. */
    Uni<Void> run(Remittance remittance) {
        if (remittance.isFinal()) {
            return nothing();
        }
        return steps.next(remittance)
                .ifNoItem()
                .after(STEP_MAX)
                .fail()
                .onFailure()
                .call(failure -> rest(remittance, LastReason.of(failure)))
                .chain(next ->
                        next.equals(remittance)
                                ? rest(remittance, LastReason.WAITING)
                                : goOn(remittance, next));
    }

    private Uni<Void> goOn(Remittance from, Remittance to) {
        return database.inTransaction(tx -> move(tx, from, to))
                .chain(moved -> moved ? run(to) : nothing());
    }

    /** One transition with its event; false if the remittance is no longer where it was. */
    Uni<Boolean> move(SqlConnection tx, Remittance from, Remittance to) {
        return store.move(tx, from, to, leaseEnd())
                .call(moved -> moved ? announce(tx, to) : nothing());
    }

    private Uni<Void> announce(SqlConnection tx, Remittance remittance) {
        return RemittanceEvents.of(remittance)
                .map(event -> outbox.append(tx, event))
                .orElseGet(Sagas::nothing);
    }

    /** Gives the row back: the sweeper comes after a pause that grows with each attempt. */
    private Uni<Void> rest(Remittance remittance, String reason) {
        return database.inTransaction(tx -> store.rest(tx, remittance, reason));
    }

    private Instant leaseEnd() {
        return clock.instant().plus(LEASE);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
