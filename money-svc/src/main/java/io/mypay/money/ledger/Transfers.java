package io.mypay.money.ledger;

import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.money.MoneyRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Posts transfers: the only way money changes. Those that come alone share a batch with whatever
 * else is posted at that time; those that belong to a larger transaction are a batch of their own.
 */
@ApplicationScoped
public class Transfers {
    private final Database database;
    private final LedgerStore ledger;
    private final Batches batches;
    private final Batcher batcher;
    private final LedgerMeters meters;
    private final boolean batching;
    private final InstantSource clock = InstantSource.system();

    Transfers(
            Database database,
            LedgerStore ledger,
            Batches batches,
            Batcher batcher,
            LedgerMeters meters,
            @ConfigProperty(name = "mypay.ledger.batching") boolean batching) {
        this.database = database;
        this.ledger = ledger;
        this.batches = batches;
        this.batcher = batcher;
        this.meters = meters;
        this.batching = batching;
    }

    /** By themselves; answered only when it is certain what became of them. */
    public Uni<List<Result>> post(List<Transfer> transfers) {
        var odd = ofAnotherTime(transfers);
        return odd.isEmpty()
                ? postDerived(transfers)
                : requireKnown(odd).chain(() -> postDerived(transfers));
    }

    /** As post, for ids that are derived: they are as old as what they belong to. */
    Uni<List<Result>> postDerived(List<Transfer> transfers) {
        return batching
                ? batcher.post(transfers)
                : batches.commitInSteps(transfers).invoke(meters::count).map(Batch::results);
    }

    /** For a transaction that locks accounts before it posts; one that does not need not. */
    Uni<Void> enter(SqlConnection tx) {
        return ledger.enter(tx);
    }

    /** In the caller's transaction, with what else happens in it. */
    public Uni<Batch> post(SqlConnection tx, List<Transfer> transfers) {
        return batches.post(tx, List.of(transfers)).invoke(meters::count);
    }

    /** What would become of them; nothing is written. */
    public Uni<Batch> quote(SqlConnection tx, List<Transfer> transfers) {
        return batches.quote(tx, List.of(transfers));
    }

    // A known id is answered for ever; only a new one must be of this time. What ends a hold may be
    // as old as the hold: a bank may take longer to answer than any window is.
    private Set<TransferId> ofAnotherTime(List<Transfer> transfers) {
        var now = clock.instant();
        var odd = new HashSet<TransferId>();
        for (var transfer : transfers) {
            var id = transfer.id();
            var endsAHold = transfer.holdEnded().isPresent();
            if (!(endsAHold ? id.isBegun(now) : id.isWithinWindow(now))) {
                odd.add(id);
            }
        }
        return odd;
    }

    private Uni<Void> requireKnown(Set<TransferId> ids) {
        return database.inTransaction(tx -> ledger.recall(tx, ids))
                .invoke(recall -> requireKnown(ids, recall.known().keySet()))
                .replaceWithVoid();
    }

    private static void requireKnown(Set<TransferId> ids, Set<TransferId> known) {
        for (var id : ids) {
            if (!known.contains(id)) {
                throw new Refused(new MoneyRefusal.TransferIdOutOfWindow(id.value()));
            }
        }
    }
}
