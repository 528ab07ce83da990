package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger in memory around {@link Ledger#apply}: keeps what the store would keep, and checks with
 * every batch what must hold of it.
 */
final class MemoryLedger {
    private final Map<AccountKey, Account> accounts = new LinkedHashMap<>();
    private final Map<TransferId, Hold> holds = new HashMap<>();
    private final Map<TransferId, Known> known = new HashMap<>();
    private final Map<TransferId, Posting> postings = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");
    private long sequence;

    MemoryLedger open(String... names) {
        Arrays.stream(names).forEach(name -> open(name, Money.KRW, false));
        return this;
    }

    MemoryLedger open(String name, Currency currency, boolean closed) {
        var zero = Money.zero(currency);
        var id = new AccountId(accounts.size() + 1L);
        var account =
                new Account(id, new AccountName(name), zero, zero, closed, 0, Optional.empty());
        accounts.put(AccountKey.of(account), account);
        return this;
    }

    MemoryLedger fund(String name, long won) {
        var results = post(Asked.single("adjustment", name, won));
        assertThat(results).allMatch(Result::isInTheLedger);
        return this;
    }

    MemoryLedger close(String name) {
        accounts.computeIfPresent(
                new AccountKey(new AccountName(name), Money.KRW),
                (_, a) ->
                        new Account(
                                a.id(),
                                a.name(),
                                a.posted(),
                                a.held(),
                                true,
                                a.entries(),
                                a.last()));
        return this;
    }

    MemoryLedger pass(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    Instant now() {
        return now;
    }

    List<Result> post(Transfer... transfers) {
        return post(List.of(transfers));
    }

    List<Result> post(List<Transfer> transfers) {
        return postTogether(List.of(transfers));
    }

    /** Calls that share a batch. */
    List<Result> postTogether(List<List<Transfer>> calls) {
        sequence += 1024;
        var book =
                Book.of(
                        new Tick(sequence, now),
                        known,
                        List.copyOf(holds.values()),
                        List.copyOf(accounts.values()));
        var batch = Ledger.apply(book, calls);
        batch.postings().forEach(this::keep);
        batch.accounts().forEach(account -> accounts.put(AccountKey.of(account), account));
        batch.holds().forEach(hold -> holds.put(hold.terms().id(), hold));
        checkHeads();
        return batch.results();
    }

    List<Outcome> outcomes(Transfer... transfers) {
        return post(transfers).stream().map(Result::outcome).toList();
    }

    long available(String name) {
        return account(name).available().minorUnits();
    }

    long posted(String name) {
        return account(name).posted().minorUnits();
    }

    long held(String name) {
        return account(name).held().minorUnits();
    }

    Account account(String name) {
        return accounts.values().stream()
                .filter(account -> account.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    int transfers() {
        return postings.size();
    }

    /** A transfer is written once, and its balances follow from those of the transfer before. */
    private void keep(Posting posting) {
        var id = posting.transfer().id();
        assertThat(postings).doesNotContainKey(id);
        postings.put(id, posting);
        known.put(id, new Known(Fingerprint.of(posting.transfer()), posting.outcome(), now));
        if (posting instanceof Posting.Applied applied) {
            checkLeg(applied.from(), -moved(applied));
            applied.to().ifPresent(leg -> checkLeg(leg, moved(applied)));
        }
    }

    private void checkLeg(Posting.Leg leg, long change) {
        var before = leg.previous().map(postings::get).map(p -> balance(p, leg.after().id()));
        assertThat(leg.after().posted().minorUnits())
                .isEqualTo(Math.addExact(before.orElse(0L), change));
    }

    private void checkHeads() {
        for (var account : accounts.values()) {
            var head = account.last().map(postings::get).map(p -> balance(p, account.id()));
            assertThat(account.posted().minorUnits()).isEqualTo(head.orElse(0L));
        }
    }

    private static long moved(Posting.Applied applied) {
        return applied.to().isPresent() ? applied.amount().minorUnits() : 0;
    }

    private static long balance(Posting posting, AccountId account) {
        var applied = (Posting.Applied) posting;
        var leg =
                applied.from().after().id().equals(account)
                        ? applied.from()
                        : applied.to().orElseThrow();
        return leg.after().posted().minorUnits();
    }
}
