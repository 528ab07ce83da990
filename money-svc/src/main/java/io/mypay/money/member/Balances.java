package io.mypay.money.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.ledger.Balance;
import io.mypay.money.ledger.Entries;
import io.mypay.money.ledger.EntryPage;
import io.mypay.money.ledger.TransferId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** What a member or merchant has, and what changed it. */
@ApplicationScoped
public class Balances {
    private final Accounts accounts;
    private final Entries entries;

    Balances(Accounts accounts, Entries entries) {
        this.accounts = accounts;
        this.entries = entries;
    }

    public Uni<Account> of(MembershipId owner, Currency currency) {
        return accounts.ofMembership(owner, currency)
                .map(account -> account.orElseThrow(() -> notFound(owner)));
    }

    /** At a past instant, that instant included. */
    public Uni<Balance> of(MembershipId owner, Currency currency, Instant at) {
        return of(owner, currency).chain(account -> accounts.balance(account, at));
    }

    public Uni<EntryPage> changes(MembershipId owner, PageSize size, Optional<TransferId> from) {
        return of(owner, Money.KRW).chain(account -> entries.changes(account, size, from));
    }

    private static Refused notFound(MembershipId owner) {
        return new Refused(new Common.NotFound("money_account", owner.toString()));
    }
}
