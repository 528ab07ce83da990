package io.mypay.banking.account;

import io.mypay.banking.BankingRefusal;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** The accounts that a firmbanking moves cash from and to, read in its transaction. */
@ApplicationScoped
public class LinkedAccounts {
    private final LinkedAccountStore store;

    LinkedAccounts(LinkedAccountStore store) {
        this.store = store;
    }

    /** The one named, refused unless it is registered and this membership's own. */
    public Uni<LinkedAccount> require(
            SqlConnection tx, MembershipId membership, RegisteredBankAccountId id) {
        return store.of(tx, membership, id).map(found -> found.orElseThrow(LinkedAccounts::none));
    }

    /** The one to use when none is named, refused where there is none. */
    public Uni<LinkedAccount> requireDefault(SqlConnection tx, MembershipId membership) {
        return store.defaultOf(tx, membership)
                .map(found -> found.orElseThrow(LinkedAccounts::none));
    }

    private static Refused none() {
        return new Refused(new BankingRefusal.NoRegisteredBankAccount());
    }
}
