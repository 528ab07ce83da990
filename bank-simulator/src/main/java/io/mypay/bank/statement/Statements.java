package io.mypay.bank.statement;

import io.mypay.bank.account.Accounts;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.sql.Transaction;
import io.mypay.bank.sql.Transactions;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/** Every account's history, day by day as the days are in Seoul. */
@Singleton
public final class Statements {
    private final Transactions transactions;
    private final StatementStore store;
    private final Accounts accounts;

    Statements(Transactions transactions, StatementStore store, Accounts accounts) {
        this.transactions = transactions;
        this.store = store;
        this.accounts = accounts;
    }

    /** The accounts of the entries must be locked, or their running balances could interleave. */
    public void record(Transaction transaction, List<Entry> entries) {
        store.insert(transaction, entries);
    }

    /** Oldest first, those after the line of the given number; 0 starts at the beginning. */
    public List<StatementLine> list(AccountId account, LocalDate date, long after, int limit) {
        accounts.find(account);
        return transactions.run(
                transaction -> store.list(transaction, account, date, after, limit));
    }
}
