package io.mypay.bank.statement;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import io.mypay.bank.sql.Transaction;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

@Singleton
final class StatementStore {
    private static final String INSERT =
            """
            INSERT INTO entry
                   (transfer_id, bank_code, account_number, direction, kind, amount,
                    balance_after, at, business_date)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void insert(Transaction transaction, List<Entry> entries) {
        transaction.updateEach(INSERT, entries.stream().map(StatementStore::parameters).toList());
    }

    private static Object[] parameters(Entry entry) {
        return new Object[] {
            entry.transfer().value(),
            entry.account().bank().value(),
            entry.account().number().value(),
            entry.direction().name(),
            entry.kind().name(),
            entry.amount().value(),
            entry.balanceAfter().value(),
            entry.at(),
            entry.businessDate()
        };
    }

    // By keyset: a page costs the same however deep it lies, and entries that are added while
    // someone pages through today come after the last one and shift nothing.
    private static final String LIST =
            """
            SELECT e.entry_id, e.transfer_id, c.idempotency_key, e.direction, e.kind, e.amount,
                   e.balance_after, e.at
              FROM entry e
              JOIN command c ON c.transfer_id = e.transfer_id
             WHERE e.bank_code = ?
               AND e.account_number = ?
               AND e.business_date = ?
               AND e.entry_id > ?
             ORDER BY e.entry_id
             LIMIT ?
            """;

    List<StatementLine> list(
            Transaction transaction, AccountId account, LocalDate date, long after, int limit) {
        return transaction.list(
                LIST,
                row -> line(row, account),
                account.bank().value(),
                account.number().value(),
                date,
                after,
                limit);
    }

    private static StatementLine line(ResultSet row, AccountId account) throws SQLException {
        return new StatementLine(
                row.getLong("entry_id"),
                new IdempotencyKey(row.getObject("idempotency_key", UUID.class)),
                new Entry(
                        new TransferId(row.getObject("transfer_id", UUID.class)),
                        account,
                        Entry.Direction.valueOf(row.getString("direction")),
                        Entry.Kind.valueOf(row.getString("kind")),
                        new Won(row.getLong("amount")),
                        new Won(row.getLong("balance_after")),
                        row.getObject("at", OffsetDateTime.class).toInstant()));
    }
}
