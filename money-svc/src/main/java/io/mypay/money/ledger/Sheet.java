package io.mypay.money.ledger;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch has changed so far, over what stood before. A chain works on a sheet of its own over
 * the batch's sheet, which is kept when all its links succeed and else thrown away.
 */
final class Sheet implements Standing {
    private final Standing below;
    private final Map<AccountKey, Account> accounts = new LinkedHashMap<>();
    private final Map<TransferId, Hold> holds = new LinkedHashMap<>();
    private final List<Posting> postings = new ArrayList<>();

    Sheet(Standing below) {
        this.below = below;
    }

    @Override
    public Optional<Account> account(AccountName name, Currency preferred) {
        var changed = accounts.get(new AccountKey(name, preferred));
        return changed == null ? below.account(name, preferred) : Optional.of(changed);
    }

    @Override
    public Optional<Hold> hold(TransferId id) {
        var changed = holds.get(id);
        return changed == null ? below.hold(id) : Optional.of(changed);
    }

    void put(Account account) {
        accounts.put(AccountKey.of(account), account);
    }

    void put(Hold hold) {
        holds.put(hold.terms().id(), hold);
    }

    void add(Posting posting) {
        postings.add(posting);
    }

    void keep(Sheet chain) {
        accounts.putAll(chain.accounts);
        holds.putAll(chain.holds);
        postings.addAll(chain.postings);
    }

    List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    List<Hold> holds() {
        return List.copyOf(holds.values());
    }

    List<Posting> postings() {
        return List.copyOf(postings);
    }
}
