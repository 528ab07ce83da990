package io.mypay.money.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Walks an account's chain of transfers backwards. */
@ApplicationScoped
public class EntryStore {
    // Each step is one look at the primary key: no index per account is needed, and the depth of a
    // page does not matter.
    private static final String WALK =
            """
            WITH RECURSIVE walk AS (
                SELECT t.*, t.from_account = $1 AS outgoing, 1 AS step,
                       (t.kind IN ('SINGLE', 'CAPTURE'))::int AS moves
                  FROM transfer AS t
                 WHERE t.transfer_id = $2
                   AND t.outcome = 'APPLIED'
                   AND (t.from_account = $1 OR (t.to_account = $1 AND t.to_posted IS NOT NULL))
                UNION ALL
                SELECT t.*, t.from_account = $1, w.step + 1, w.moves + (t.kind IN ('SINGLE', 'CAPTURE'))::int
                  FROM walk AS w
                  JOIN transfer AS t
                    ON t.transfer_id = CASE WHEN w.outgoing THEN w.from_previous ELSE w.to_previous END
                 WHERE w.step < $3
                   AND w.moves < $4
            )
            SELECT w.transfer_id, w.sequence, w.kind, w.hold_id, w.code, w.reference, w.currency, w.post_time,
                   CASE WHEN w.outgoing THEN -w.amount ELSE w.amount END AS amount,
                   CASE WHEN w.outgoing THEN w.from_posted ELSE w.to_posted END AS posted,
                   CASE WHEN w.outgoing THEN w.from_held ELSE w.to_held END AS held,
                   CASE WHEN w.outgoing THEN w.from_previous ELSE w.to_previous END AS previous,
                   counterparty.name AS counterparty
              FROM walk AS w
              JOIN account AS counterparty
                ON counterparty.account_id = CASE WHEN w.outgoing THEN w.to_account ELSE w.from_account END
             ORDER BY w.step
            """;

    /**
     * Entries from one of them on; none where that is no entry of the account.
     *
     * @param steps at most so many
     * @param moves and at most so many that move money
     */
    Uni<List<Entry>> walk(
            SqlClient client, Account account, TransferId start, int steps, int moves) {
        return client.preparedQuery(WALK)
                .execute(Tuple.of(account.id().value(), start.value(), steps, moves))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(EntryStore::entry)
                                .toList());
    }

    private static Entry entry(Row row) {
        return new Entry(
                new TransferId(row.getUUID("transfer_id")),
                row.getLong("sequence"),
                Entry.Kind.valueOf(row.getString("kind")),
                transfer(row, "hold_id"),
                new Purpose(Code.valueOf(row.getString("code")), row.getString("reference")),
                AccountStore.money(row, "amount"),
                AccountStore.money(row, "posted"),
                AccountStore.money(row, "held"),
                new AccountName(row.getString("counterparty")),
                row.getOffsetDateTime("post_time").toInstant(),
                transfer(row, "previous"));
    }

    private static Optional<TransferId> transfer(Row row, String column) {
        return Optional.ofNullable(row.getUUID(column)).map(TransferId::new);
    }
}
