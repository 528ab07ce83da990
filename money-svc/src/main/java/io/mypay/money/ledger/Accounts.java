package io.mypay.money.ledger;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.money.MoneyRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The accounts of the ledger, as they are opened and read. */
@ApplicationScoped
public class Accounts {
    private final Database database;
    private final AccountStore store;
    private final LookBackStore lookBack;
    private final InstantSource clock = InstantSource.system();

    Accounts(Database database, AccountStore store, LookBackStore lookBack) {
        this.database = database;
        this.store = store;
        this.lookBack = lookBack;
    }

    /** Opens those that are missing. */
    public Uni<Void> open(SqlConnection tx, Collection<AccountName> names, Currency currency) {
        return store.open(tx, names, currency);
    }

    /** Those that exist, in the order they are asked for. */
    public Uni<List<Account>> read(List<AccountName> names, Currency currency) {
        return database.read(client -> store.read(client, names, currency))
                .map(found ->
                        found.stream()
                                .sorted(
                                        Comparator.comparingInt(
                                                account -> names.indexOf(account.name())))
                                .toList());
    }

    /** The money of a member, or what a merchant is to be paid: a membership has one of the two. */
    public Uni<Optional<Account>> ofMembership(MembershipId owner, Currency currency) {
        var names = List.of(AccountName.member(owner), AccountName.merchant(owner));
        return database.read(client -> store.read(client, names, currency))
                .map(found -> found.stream().findFirst());
    }

    /** A member's money; read in the transaction that is about to rely on it. */
    public Uni<Optional<Account>> ofMember(SqlConnection tx, MembershipId owner) {
        return store.read(tx, List.of(AccountName.member(owner)), Money.KRW)
                .map(found -> found.stream().findFirst());
    }

    /**
     * All accounts of a membership, locked until the commit against every posting and against
     * {@link #requireOpen}. Whoever has none yet gets one of each role: what would open them later
     * finds them.
     */
    public Uni<List<Account>> lockAll(SqlConnection tx, MembershipId owner) {
        var names = List.of(AccountName.member(owner), AccountName.merchant(owner));
        return store.lock(tx, names)
                .chain(found ->
                        found.isEmpty()
                                ? store.open(tx, names, Money.KRW)
                                        .chain(() -> store.lock(tx, names))
                                : Uni.createFrom().item(found));
    }

    /** Whether a hold that still stands is to be captured to one of them. */
    public Uni<Boolean> isAnyHeldFor(SqlConnection tx, List<Account> locked) {
        return store.isAnyHeldFor(tx, locked);
    }

    /** For ever: the ledger posts nothing to them any more. They are locked. */
    public Uni<Void> close(SqlConnection tx, List<Account> locked) {
        return store.close(tx, locked);
    }

    /**
     * Refuses an account that is closed, and keeps it from being closed until the commit. Postings
     * do not wait for that.
     */
    public Uni<Void> requireOpen(SqlConnection tx, AccountName name) {
        return store.isClosed(tx, name).invoke(Accounts::refuseClosed).replaceWithVoid();
    }

    /** As {@link #requireOpen}, for a forecast: it keeps nobody from closing it. */
    public Uni<Void> requireOpen(AccountName name) {
        return read(List.of(name), Money.KRW)
                .invoke(found -> refuseClosed(found.stream().anyMatch(Account::closed)))
                .replaceWithVoid();
    }

    /** What it had at a past instant, that instant included. */
    public Uni<Balance> balance(Account account, Instant at) {
        requirePast(at);
        return database.read(client -> lookBack.balance(client, account.id(), at))
                .map(found -> found.orElseGet(() -> Balance.nothing(account.currency())));
    }

    public Uni<TrialBalance> trialBalance() {
        return database.read(store::trialBalance);
    }

    /** As it was at a past instant, that instant included. */
    public Uni<TrialBalance> trialBalance(Instant at) {
        requirePast(at);
        return database.read(client -> lookBack.trialBalance(client, at));
    }

    private static void refuseClosed(boolean closed) {
        if (closed) {
            throw new Refused(new MoneyRefusal.AccountClosed());
        }
    }

    private void requirePast(Instant at) {
        if (at.isAfter(clock.instant())) {
            throw new Refused(new Common.InvalidField("as_of", "must not lie in the future"));
        }
    }
}
