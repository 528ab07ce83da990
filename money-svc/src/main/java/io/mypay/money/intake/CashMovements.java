package io.mypay.money.intake;

import io.mypay.money.ledger.Facts;
import io.mypay.money.ledger.Transfer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Posts what cash did at the banks: {@link Fee}s taken, merchants paid. */
@ApplicationScoped
public class CashMovements {
    private final Facts facts;

    CashMovements(Facts facts) {
        this.facts = facts;
    }

    public Uni<Void> post(SqlConnection tx, List<Transfer.Single> movements) {
        return facts.post(tx, movements).replaceWithVoid();
    }
}
