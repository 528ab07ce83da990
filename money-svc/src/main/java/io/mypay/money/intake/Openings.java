package io.mypay.money.intake;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Accounts of new memberships. */
@ApplicationScoped
public class Openings {
    private final Accounts accounts;

    Openings(Accounts accounts) {
        this.accounts = accounts;
    }

    public Uni<Void> open(SqlConnection tx, AccountName account) {
        return accounts.open(tx, List.of(account), Money.KRW);
    }
}
