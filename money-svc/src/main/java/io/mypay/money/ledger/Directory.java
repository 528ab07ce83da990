package io.mypay.money.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of accounts by their names, as far as they were met: an account keeps both for ever,
 * and finding a row by its number costs PostgreSQL a third of finding it by its name. Only what was
 * committed may be remembered.
 */
final class Directory {
    private final int entriesMax;
    private final Map<AccountKey, AccountId> ids = new ConcurrentHashMap<>();

    Directory(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    Optional<AccountId> find(AccountKey account) {
        return Optional.ofNullable(ids.get(account));
    }

    void remember(Collection<Account> accounts) {
        // Whoever is in use comes back at once, so forgetting everybody is good enough.
        if (ids.size() > entriesMax) {
            ids.clear();
        }
        accounts.forEach(account -> ids.putIfAbsent(AccountKey.of(account), account.id()));
    }
}
