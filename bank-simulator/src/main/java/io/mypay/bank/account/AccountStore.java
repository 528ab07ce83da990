package io.mypay.bank.account;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Won;
import io.mypay.bank.sql.Transaction;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Singleton
final class AccountStore {
    private static final String INSERT =
            """
            INSERT INTO account
                   (bank_code, account_number, holder_name, status, balance, overdraft_limit)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** Whether the account is new. */
    boolean insert(Transaction transaction, Account account) {
        return transaction.update(
                        INSERT,
                        account.id().bank().value(),
                        account.id().number().value(),
                        account.holderName(),
                        account.status().name(),
                        account.balance().value(),
                        account.overdraftLimit().value())
                == 1;
    }

    private static final String FIND =
            """
            SELECT bank_code, account_number, holder_name, status, balance, overdraft_limit
              FROM account
             WHERE bank_code = ?
               AND account_number = ?
            """;

    Optional<Account> find(Transaction transaction, AccountId id) {
        return transaction.first(
                FIND, AccountStore::account, id.bank().value(), id.number().value());
    }

    // Sorted, so that two transfers between the same accounts in opposite directions cannot each
    // hold the lock that the other waits for.
    private static final String LOCK =
            """
            SELECT bank_code, account_number, holder_name, status, balance, overdraft_limit
              FROM account
             WHERE (bank_code, account_number) IN
                   (SELECT wanted.bank_code, wanted.account_number
                      FROM unnest(?, ?) AS wanted (bank_code, account_number))
             ORDER BY bank_code, account_number
               FOR NO KEY UPDATE OF account
            """;

    List<Account> lock(Transaction transaction, Collection<AccountId> ids) {
        String[] banks = ids.stream().map(id -> id.bank().value()).toArray(String[]::new);
        String[] numbers = ids.stream().map(id -> id.number().value()).toArray(String[]::new);
        return transaction.list(LOCK, AccountStore::account, banks, numbers);
    }

    private static final String SET_BALANCE =
            """
            UPDATE account
               SET balance = ?
             WHERE bank_code = ?
               AND account_number = ?
            """;

    /** Only for accounts that {@link #lock} returned in this transaction. */
    void setBalances(Transaction transaction, Collection<Account> locked) {
        transaction.updateEach(
                SET_BALANCE, locked.stream().map(AccountStore::balanceParameters).toList());
    }

    private static Object[] balanceParameters(Account account) {
        return new Object[] {
            account.balance().value(), account.id().bank().value(), account.id().number().value()
        };
    }

    private static final String SET_STATUS =
            """
            UPDATE account
               SET status = ?
             WHERE bank_code = ?
               AND account_number = ?
            RETURNING bank_code, account_number, holder_name, status, balance, overdraft_limit
            """;

    Optional<Account> setStatus(Transaction transaction, AccountId id, AccountStatus status) {
        return transaction.first(
                SET_STATUS,
                AccountStore::account,
                status.name(),
                id.bank().value(),
                id.number().value());
    }

    private static final String LIST =
            """
            SELECT bank_code, account_number, holder_name, status, balance, overdraft_limit
              FROM account
             WHERE bank_code = ?
               AND account_number > ?
             ORDER BY account_number
             LIMIT ?
            """;

    List<Account> list(Transaction transaction, BankCode bank, String afterNumber, int limit) {
        return transaction.list(LIST, AccountStore::account, bank.value(), afterNumber, limit);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(
                        new BankCode(row.getString("bank_code")),
                        new AccountNumber(row.getString("account_number"))),
                row.getString("holder_name"),
                AccountStatus.valueOf(row.getString("status")),
                new Won(row.getLong("balance")),
                new Won(row.getLong("overdraft_limit")));
    }
}
