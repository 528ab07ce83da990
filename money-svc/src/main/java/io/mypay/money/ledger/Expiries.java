package io.mypay.money.ledger;

import io.mypay.kit.sweep.Lease;
import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Ends holds whose time is over, so that what they reserve can be spent again. No lease is written:
 * two instances that end the same hold post the same transfer id, and one of them replays.
 */
@ApplicationScoped
public class Expiries {
    private final Sweeper sweeper;
    private final Transfers transfers;
    private final LedgerStore ledger;

    Expiries(Sweeper sweeper, Transfers transfers, LedgerStore ledger) {
        this.sweeper = sweeper;
        this.transfers = transfers;
        this.ledger = ledger;
    }

    @Scheduled(every = "1s")
    Uni<Void> sweep() {
        return sweeper.run("hold-expiries", this::claim, this::end);
    }

    private Uni<List<Transfer.Expiry>> claim(SqlConnection tx, Lease lease) {
        return ledger.overdue(tx, lease.limit());
    }

    private Uni<Void> end(Transfer.Expiry expiry) {
        return transfers.postDerived(List.of(expiry)).replaceWithVoid();
    }
}
