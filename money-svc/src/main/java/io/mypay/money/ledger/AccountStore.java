package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Opens, reads and closes accounts. All else changes by transfers, see {@link PostingStore}. */
@ApplicationScoped
public class AccountStore {
    // Looks before it inserts, since nearly always they are there and an insert that conflicts
    // uses up a number. Sorted, so that two that open the same accounts do not block each other.
    private static final String OPEN =
            """
            INSERT INTO account (name, currency)
            SELECT asked.name, $2
              FROM unnest($1::text[]) AS asked (name)
             WHERE NOT EXISTS (SELECT FROM account
                                WHERE account.name = asked.name
                                  AND account.currency = $2)
             ORDER BY asked.name
                ON CONFLICT DO NOTHING
            """;

    Uni<Void> open(SqlConnection tx, Collection<AccountName> accounts, Currency currency) {
        return tx.preparedQuery(OPEN)
                .execute(Tuple.of(texts(accounts), currency.getCurrencyCode()))
                .replaceWithVoid();
    }

    private static final String READ =
            """
            SELECT account_id, name, currency, posted, held, closed, entries, last_transfer_id
              FROM account
             WHERE name = ANY($1)
               AND currency = $2
            """;

    Uni<List<Account>> read(SqlClient client, Collection<AccountName> names, Currency currency) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(texts(names), currency.getCurrencyCode()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(AccountStore::account)
                                .toList());
    }

    // In the order of their ids, as batches lock them. Stronger than a batch's lock, so that it
    // also
    // keeps out whoever only relies on the account staying open.
    private static final String LOCK =
            """
            SELECT account_id, name, currency, posted, held, closed, entries, last_transfer_id
              FROM account
             WHERE name = ANY($1)
             ORDER BY account_id
               FOR UPDATE
            """;

    /** In all currencies. */
    Uni<List<Account>> lock(SqlConnection tx, Collection<AccountName> names) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(texts(names)))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(AccountStore::account)
                                .toList());
    }

    // A hold locks both its accounts, so under their lock no other comes or goes.
    private static final String IS_ANY_HELD_FOR =
            """
            SELECT EXISTS (SELECT FROM hold
                            WHERE to_account = ANY($1)
                              AND state = 'OPEN') AS held
            """;

    Uni<Boolean> isAnyHeldFor(SqlConnection tx, List<Account> locked) {
        return tx.preparedQuery(IS_ANY_HELD_FOR)
                .execute(Tuple.of(ids(locked)))
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }

    private static final String CLOSE =
            """
            UPDATE account
               SET closed = true
             WHERE account_id = ANY($1)
               AND NOT closed
            """;

    Uni<Void> close(SqlConnection tx, List<Account> locked) {
        return tx.preparedQuery(CLOSE).execute(Tuple.of(ids(locked))).replaceWithVoid();
    }

    // Waits for a closing, and makes one wait, but neither for postings nor they for it.
    private static final String IS_CLOSED =
            """
            SELECT closed
              FROM account
             WHERE name = $1
               AND currency = 'KRW'
               FOR KEY SHARE
            """;

    /** Of an account that was opened, in won. */
    Uni<Boolean> isClosed(SqlConnection tx, AccountName name) {
        return tx.preparedQuery(IS_CLOSED)
                .execute(Tuple.of(name.value()))
                .map(rows -> rows.iterator().next().getBoolean("closed"));
    }

    private static Long[] ids(List<Account> accounts) {
        return Columns.longs(accounts, account -> account.id().value());
    }

    /** Accounts of one kind share a line of the trial balance, but each bank has its own. */
    static final String LINE =
            "CASE WHEN name LIKE 'corporate-cash/%' THEN name ELSE split_part(name, '/', 1) END";

    // One statement, hence one snapshot: no transfer is seen with one leg only.
    private static final String TRIAL_BALANCE =
            """
            SELECT %s AS line,
                   currency,
                   sum(posted)::bigint AS posted,
                   sum(held)::bigint AS held,
                   statement_timestamp() AS at
              FROM account
             GROUP BY line, currency
             ORDER BY line, currency
            """
                    .formatted(LINE);

    Uni<TrialBalance> trialBalance(SqlClient client) {
        return client.preparedQuery(TRIAL_BALANCE)
                .execute()
                .map(rows -> {
                    var lines = new ArrayList<TrialBalance.Line>();
                    var at = Instant.EPOCH;
                    for (var row : rows) {
                        at = row.getOffsetDateTime("at").toInstant();
                        lines.add(line(row));
                    }
                    return new TrialBalance(lines, at);
                });
    }

    static Account account(Row row) {
        return new Account(
                new AccountId(row.getLong("account_id")),
                new AccountName(row.getString("name")),
                money(row, "posted"),
                money(row, "held"),
                row.getBoolean("closed"),
                row.getLong("entries"),
                Optional.ofNullable(row.getUUID("last_transfer_id")).map(TransferId::new));
    }

    static TrialBalance.Line line(Row row) {
        return new TrialBalance.Line(
                new AccountName(row.getString("line")), money(row, "posted"), money(row, "held"));
    }

    static Money money(Row row, String column) {
        return new Money(row.getLong(column), Currency.getInstance(row.getString("currency")));
    }

    static String[] texts(Collection<AccountName> names) {
        return names.stream().map(AccountName::value).toArray(String[]::new);
    }
}
