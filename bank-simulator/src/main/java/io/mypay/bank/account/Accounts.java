package io.mypay.bank.account;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Refusal;
import io.mypay.bank.language.Refused;
import io.mypay.bank.sql.Transaction;
import io.mypay.bank.sql.Transactions;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens, finds, lists and closes accounts, and lends them locked to a transfer. */
@Singleton
public final class Accounts {
    private final Transactions transactions;
    private final AccountStore store;

    Accounts(Transactions transactions, AccountStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    public Account open(Account account) {
        if (!openIfAbsent(account)) {
            throw new Refused(new Refusal.AccountExists(account.id()));
        }
        return account;
    }

    /** Whether it was opened; an account that is there stays as it is. */
    public boolean openIfAbsent(Account account) {
        return transactions.run(transaction -> store.insert(transaction, account));
    }

    public Account find(AccountId id) {
        return transactions
                .run(transaction -> store.find(transaction, id))
                .orElseThrow(() -> new Refused(new Refusal.NoSuchAccount(id)));
    }

    public Account setStatus(AccountId id, AccountStatus status) {
        return transactions
                .run(transaction -> store.setStatus(transaction, id, status))
                .orElseThrow(() -> new Refused(new Refusal.NoSuchAccount(id)));
    }

    /** The accounts of a bank whose numbers come after the given one, in order. */
    public List<Account> list(BankCode bank, String afterNumber, int limit) {
        return transactions.run(transaction -> store.list(transaction, bank, afterNumber, limit));
    }

    /** Those of the accounts that exist, locked until the transaction ends. */
    public Map<AccountId, Account> lock(Transaction transaction, Collection<AccountId> ids) {
        return store.lock(transaction, ids).stream()
                .collect(Collectors.toUnmodifiableMap(Account::id, Function.identity()));
    }

    public void setBalances(Transaction transaction, Collection<Account> locked) {
        store.setBalances(transaction, locked);
    }
}
