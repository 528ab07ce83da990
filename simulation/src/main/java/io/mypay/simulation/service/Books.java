package io.mypay.simulation.service;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.AccountId;
import io.mypay.money.ledger.AccountKind;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Batch;
import io.mypay.money.ledger.Book;
import io.mypay.money.ledger.Fingerprint;
import io.mypay.money.ledger.Hold;
import io.mypay.money.ledger.Known;
import io.mypay.money.ledger.Ledger;
import io.mypay.money.ledger.Posting;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Tick;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger's tables, and the ledger at work on them: as Batches and its stores do. */
public final class Books {
    private final Table<AccountName, Account> accounts = new Table<>("account");
    private final Table<TransferId, Known> transfers = new Table<>("transfer");
    private final Table<TransferId, Hold> holds = new Table<>("hold");
    private long sequence;

    void open(Transaction tx, AccountName name) {
        if (accounts.has(name)) {
            return;
        }
        var id = new AccountId(accounts.all().size() + 1L);
        var none = Money.krw(0);
        accounts.insert(tx, name, new Account(id, name, none, none, false, 0, Optional.empty()));
    }

    /** Decides a batch and writes what became of it. */
    List<Result> post(Transaction tx, List<List<Transfer>> calls, Instant now) {
        var batch = Ledger.apply(book(calls, now), calls);
        require(batch);
        for (var account : batch.accounts()) {
            accounts.update(tx, account.name(), account);
        }
        for (var posting : batch.postings()) {
            write(tx, posting, now);
        }
        for (var hold : batch.holds()) {
            write(tx, hold);
        }
        return batch.results();
    }

    private void write(Transaction tx, Posting posting, Instant now) {
        var transfer = posting.transfer();
        if (posting instanceof Posting.Applied && transfer instanceof Transfer.Capture capture) {
            var ends = holds.get(capture.hold()).terms().expiresAt();
            Violation.unless(ends.isEmpty() || ends.get().isAfter(now), "too late", capture);
        }
        var known = new Known(Fingerprint.of(transfer), posting.outcome(), now);
        transfers.insert(tx, transfer.id(), known);
    }

    // Only an open hold can end.
    private void write(Transaction tx, Hold hold) {
        var id = hold.terms().id();
        if (!holds.has(id)) {
            holds.insert(tx, id, hold);
            return;
        }
        Violation.unless(holds.get(id) instanceof Hold.Open, "ended twice", id);
        holds.update(tx, id, hold);
    }

    /** After every batch: nothing was made or lost, and nobody owes who must not. */
    private void require(Batch batch) {
        long change = 0;
        for (var account : batch.accounts()) {
            var before = accounts.get(account.name());
            change += account.posted().minus(before.posted()).minorUnits();
            Violation.unless(!account.held().isNegative(), "held below zero", account);
            var mayOwe = account.kind() != AccountKind.MEMBER;
            Violation.unless(mayOwe || !account.available().isNegative(), "owes", account);
        }
        Violation.unless(change == 0, "a batch that does not add up", batch.postings());
    }

    private Book book(List<List<Transfer>> calls, Instant now) {
        Map<TransferId, Known> known = new HashMap<>();
        Set<AccountName> names = new LinkedHashSet<>();
        Map<TransferId, Hold> ended = new HashMap<>();
        for (var call : calls) {
            for (var transfer : call) {
                transfers.find(transfer.id()).ifPresent(it -> known.put(transfer.id(), it));
                transfer.holdEnded()
                        .flatMap(holds::find)
                        .ifPresent(hold -> ended.put(hold.terms().id(), hold));
                mention(transfer, names);
            }
        }
        for (var hold : ended.values()) {
            names.add(hold.terms().from());
            names.add(hold.terms().to());
        }
        sequence++;
        var found = names.stream().map(accounts::find).flatMap(Optional::stream).toList();
        return Book.of(new Tick(sequence, now), known, List.copyOf(ended.values()), found);
    }

    private static void mention(Transfer transfer, Set<AccountName> names) {
        switch (transfer) {
            case Transfer.Single t -> {
                names.add(t.from());
                names.add(t.to());
            }
            case Transfer.Hold t -> {
                names.add(t.from());
                names.add(t.to());
            }
            case Transfer.Capture t -> t.to().ifPresent(names::add);
            case Transfer.Release _, Transfer.Expiry _ -> {}
        }
    }

    public Collection<Account> accounts() {
        return accounts.all();
    }

    public Collection<Hold> holds() {
        return holds.all();
    }

    /** Of an account that may not be there yet. */
    public Money posted(AccountName name) {
        return accounts.find(name).map(Account::posted).orElse(Money.krw(0));
    }

    Money available(AccountName name) {
        return accounts.find(name).map(Account::available).orElse(Money.krw(0));
    }
}
