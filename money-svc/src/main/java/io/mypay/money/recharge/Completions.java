package io.mypay.money.recharge;

import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Outbox;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Facts;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * How recharges end, in the transaction that takes in what banking says. The credit's id is derived
 * from the recharge, so not even two firmbankings could credit it twice.
 */
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
                        switch (waitingFor(arrival, found)) {
                            case Waiting.Yes(var recharge) -> credit(tx, recharge, arrival, costs);
                            case Waiting.AlreadyCredited() ->
                                    facts.post(tx, costs).replaceWithVoid();
                            case Waiting.No() -> suspend(tx, arrival, costs);
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
        var credit = credit(recharge.terms(), arrival);
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
        var id = TransferId.of(arrival.firmbanking().value(), "suspense");
        var unexplained = transfer(id, AccountName.SUSPENSE, arrival.amount(), arrival);
        return facts.post(tx, join(unexplained, costs)).replaceWithVoid();
    }

    private static Transfer.Single credit(Recharge.Terms terms, Arrival arrival) {
        var id = TransferId.of(terms.id().value(), "credit");
        return transfer(id, AccountName.member(terms.member()), terms.amount(), arrival);
    }

    private static Transfer.Single transfer(
            TransferId id, AccountName to, Money amount, Arrival arrival) {
        return new Transfer.Single(
                id,
                AccountName.corporateCash(arrival.corporateBankCode()),
                to,
                amount,
                new Purpose(Code.RECHARGE, arrival.recharge().toString()),
                false);
    }

    /** Whether a recharge waits for this cash. */
    private sealed interface Waiting {
        record Yes(Recharge.Requested recharge) implements Waiting {}

        record AlreadyCredited() implements Waiting {}

        record No() implements Waiting {}
    }

    private static Waiting waitingFor(Arrival arrival, Optional<Recharge> found) {
        return switch (found.orElse(null)) {
            case Recharge.Requested r when r.terms().amount().equals(arrival.amount()) ->
                    new Waiting.Yes(r);
            case Recharge.Succeeded s when s.by().equals(arrival.firmbanking()) ->
                    new Waiting.AlreadyCredited();
            case null, default -> new Waiting.No();
        };
    }

    private static List<Transfer.Single> join(Transfer.Single first, List<Transfer.Single> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
