package io.mypay.money.ledger;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the ledger must know to work a batch: all that its transfers name, as it stands now. */
public record Book(
        Tick tick,
        Map<TransferId, Known> known,
        Map<TransferId, Hold> holds,
        Map<AccountName, List<Account>> accounts)
        implements Standing {

    public Book {
        known = Map.copyOf(known);
        holds = Map.copyOf(holds);
        accounts = Map.copyOf(accounts);
    }

    public static Book of(
            Tick tick, Map<TransferId, Known> known, List<Hold> holds, List<Account> accounts) {
        var byId = new HashMap<TransferId, Hold>();
        holds.forEach(hold -> byId.put(hold.terms().id(), hold));
        var byName = new HashMap<AccountName, List<Account>>();
        // Nearly every name has one currency only.
        accounts.forEach(account -> byName.merge(account.name(), List.of(account), Book::join));
        return new Book(tick, known, byId, byName);
    }

    @Override
    public Optional<Account> account(AccountName name, Currency preferred) {
        var named = accounts.getOrDefault(name, List.of());
        for (var account : named) {
            if (account.currency().equals(preferred)) {
                return Optional.of(account);
            }
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(named.getFirst());
    }

    @Override
    public Optional<Hold> hold(TransferId id) {
        return Optional.ofNullable(holds.get(id));
    }

    private static List<Account> join(List<Account> some, List<Account> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
