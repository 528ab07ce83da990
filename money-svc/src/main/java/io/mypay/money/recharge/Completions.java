package io.mypay.money.recharge;

import io.mypay.kit.queuelog.Outbox;
import io.mypay.money.ledger.Facts;
import io.mypay.money.ledger.Transfer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** How recharges end, in the transaction that takes in what banking says. */
@ApplicationScoped
public class Completions {
    private static final Logger LOG = Logger.getLogger(Completions.class);

    private final RechargeStore store;
    private final Facts facts;
    private final Outbox outbox;
    private final InstantSource clock = InstantSource.system();

    Completions(RechargeStore store, Facts facts, Outbox outbox) {
        this.store = store;
        this.facts = facts;
        this.outbox = outbox;
    }

    /**
     * Credits the member, together with what the firmbanking cost. Cash that no recharge waits for
     * is there nevertheless: it goes to suspense and is explained by people.
     */
    public Uni<Void> succeed(SqlConnection tx, Arrival arrival, List<Transfer.Single> costs) {
        return store.lock(tx, arrival.recharge())
                .chain(found ->
                        switch (arrival.meaning(found)) {
                            case Arrival.Meaning.Awaited(var recharge) ->
                                    credit(tx, recharge, arrival, costs);
                            case Arrival.Meaning.AlreadyCredited() ->
                                    facts.post(tx, costs).replaceWithVoid();
                            case Arrival.Meaning.Unexplained() -> suspend(tx, arrival, costs);
                        });
    }

    /** Ends the recharge; one that has ended already stays as it is. */
    public Uni<Void> fail(SqlConnection tx, RechargeId id, String reason) {
        return store.lock(tx, id)
                .chain(found -> {
                    if (found.orElse(null) instanceof Recharge.Requested requested) {
                        return fail(tx, requested.fail(reason, now()));
                    }
                    LOG.warnf("banking failed the recharge %s, which is not in flight", id);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> fail(SqlConnection tx, Recharge.Failed failed) {
        return store.fail(tx, failed).chain(() -> outbox.append(tx, RechargeProtos.event(failed)));
    }

    private Uni<Void> credit(
            SqlConnection tx,
            Recharge.Requested recharge,
            Arrival arrival,
            List<Transfer.Single> costs) {
        var credit = arrival.credit(recharge.terms());
        return facts.post(tx, join(credit, costs))
                .chain(suspended -> {
                    // The member did not get it, so the recharge has not succeeded: it is raised as
                    // stuck.
                    if (suspended.contains(credit.id())) {
                        return Uni.createFrom().voidItem();
                    }
                    return succeed(tx, recharge.succeed(arrival.firmbanking(), now()));
                });
    }

    private Uni<Void> succeed(SqlConnection tx, Recharge.Succeeded succeeded) {
        return store.succeed(tx, succeeded)
                .chain(() -> outbox.append(tx, RechargeProtos.event(succeeded)));
    }

    private Uni<Void> suspend(SqlConnection tx, Arrival arrival, List<Transfer.Single> costs) {
        LOG.errorf("no recharge waits for %s: it goes to suspense", arrival);
        return facts.post(tx, join(arrival.unexplained(), costs)).replaceWithVoid();
    }

    private static List<Transfer.Single> join(Transfer.Single first, List<Transfer.Single> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
