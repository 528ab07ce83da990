package io.mypay.money.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Posts what has already happened at a bank and so cannot be refused. Accounts that are missing are
 * opened. What an account does not take, because it is closed or full, goes to {@code suspense} in
 * its place: the ledger's cash always equals the bank's, and people explain the rest.
 */
@ApplicationScoped
public class Facts {
    private static final Logger LOG = Logger.getLogger(Facts.class);

    private final Transfers transfers;
    private final Accounts accounts;

    Facts(Transfers transfers, Accounts accounts) {
        this.transfers = transfers;
        this.accounts = accounts;
    }

    /**
     * All in one batch, so that their accounts are locked in one order.
     *
     * @return the ids of those that went to suspense
     */
    public Uni<Set<TransferId>> post(SqlConnection tx, List<Transfer.Single> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return transfers
                .enter(tx)
                .chain(() -> accounts.open(tx, namesOf(facts), currencyOf(facts)))
                .chain(() -> transfers.post(tx, List.copyOf(facts)))
                .map(batch -> refusedOf(facts, batch.results()))
                .chain(refused -> suspend(tx, refused));
    }

    private Uni<Set<TransferId>> suspend(SqlConnection tx, List<Transfer.Single> refused) {
        if (refused.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var instead = refused.stream().<Transfer>map(Facts::inSuspense).toList();
        return transfers
                .post(tx, instead)
                .invoke(batch -> requirePosted(batch.results()))
                .replaceWith(refused.stream().map(Transfer.Single::id).collect(Collectors.toSet()));
    }

    private static List<Transfer.Single> refusedOf(
            List<Transfer.Single> facts, List<Result> results) {
        var refused = new ArrayList<Transfer.Single>();
        for (int i = 0; i < facts.size(); i++) {
            if (!results.get(i).isInTheLedger()) {
                LOG.errorf("%s goes to suspense: %s", facts.get(i), results.get(i).settled());
                refused.add(facts.get(i));
            }
        }
        return refused;
    }

    /** The same fact with suspense in the place of the account that has an owner. */
    static Transfer.Single inSuspense(Transfer.Single fact) {
        return new Transfer.Single(
                fact.id().step("suspense"),
                fact.from().hasOwner() ? AccountName.SUSPENSE : fact.from(),
                fact.to().hasOwner() ? AccountName.SUSPENSE : fact.to(),
                fact.amount(),
                fact.purpose(),
                fact.linked());
    }

    private static void requirePosted(List<Result> results) {
        for (var result : results) {
            if (!result.isInTheLedger()) {
                throw new IllegalStateException("not even suspense takes it: " + result);
            }
        }
    }

    private static Set<AccountName> namesOf(List<Transfer.Single> facts) {
        var names = new LinkedHashSet<AccountName>();
        facts.forEach(fact -> names.addAll(List.of(fact.from(), fact.to())));
        return names;
    }

    private static Currency currencyOf(List<Transfer.Single> facts) {
        return facts.getFirst().amount().currency();
    }
}
