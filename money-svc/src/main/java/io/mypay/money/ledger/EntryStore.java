package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Optional;

/** Walks an account's chain of transfers backwards. */
@ApplicationScoped
public class EntryStore {
    // Holds and their ends are links of the chain but change nothing that is listed. So that a
    // stretch of them alone does not make a page endless, a walk takes so many steps at most.
    private static final int STEPS_PER_ENTRY = 4;
    private static final int STEPS_MIN = 200;

    // Each step is one look at the primary key: no index per account is needed, and the depth of a
    // page does not matter.
    private static final String WALK =
            """
            WITH RECURSIVE walk AS (
                SELECT t.transfer_id, t.kind, t.code, t.reference, t.amount, t.currency, t.post_time,
                       t.from_account, t.to_account, t.from_posted, t.to_posted, t.from_previous, t.to_previous, 1 AS step
                  FROM transfer AS t
                 WHERE t.transfer_id = $2
                   AND t.outcome = 'APPLIED'
                   AND (t.from_account = $1 OR (t.to_account = $1 AND t.to_posted IS NOT NULL))
                UNION ALL
                SELECT t.transfer_id, t.kind, t.code, t.reference, t.amount, t.currency, t.post_time,
                       t.from_account, t.to_account, t.from_posted, t.to_posted, t.from_previous, t.to_previous, w.step + 1
                  FROM walk AS w
                  JOIN transfer AS t
                    ON t.transfer_id = CASE WHEN w.from_account = $1 THEN w.from_previous ELSE w.to_previous END
                 WHERE w.step < $3
            )
            SELECT w.transfer_id, w.kind, w.code, w.reference, w.amount, w.currency, w.post_time,
                   w.from_account = $1 AS outgoing,
                   CASE WHEN w.from_account = $1 THEN w.from_posted ELSE w.to_posted END AS balance,
                   CASE WHEN w.from_account = $1 THEN w.from_previous ELSE w.to_previous END AS previous,
                   counterparty.name AS counterparty
              FROM walk AS w
              JOIN account AS counterparty
                ON counterparty.account_id = CASE WHEN w.from_account = $1 THEN w.to_account ELSE w.from_account END
             ORDER BY w.step
            """;

    Uni<EntryPage> walk(SqlClient client, Account account, TransferId start, int size) {
        var steps = Math.max(STEPS_MIN, size * STEPS_PER_ENTRY);
        return client.preparedQuery(WALK)
                .execute(Tuple.of(account.id().value(), start.value(), steps))
                .map(rows -> page(rows, size));
    }

    private static EntryPage page(RowSet<Row> rows, int size) {
        // An account's own chain always starts; only a token made for another account does not.
        if (rows.size() == 0) {
            throw new Refused(new Common.PageTokenInvalid());
        }
        var entries = new ArrayList<Entry>();
        var next = Optional.<TransferId>empty();
        for (var row : rows) {
            next = Optional.ofNullable(row.getUUID("previous")).map(TransferId::new);
            if (movesMoney(row)) {
                entries.add(entry(row));
            }
            if (entries.size() == size) {
                break;
            }
        }
        return new EntryPage(entries, next);
    }

    private static boolean movesMoney(Row row) {
        var kind = row.getString("kind");
        return kind.equals("SINGLE") || kind.equals("CAPTURE");
    }

    private static Entry entry(Row row) {
        var amount = AccountStore.money(row, "amount");
        return new Entry(
                new TransferId(row.getUUID("transfer_id")),
                new Purpose(Code.valueOf(row.getString("code")), row.getString("reference")),
                row.getBoolean("outgoing") ? amount.negated() : amount,
                new Money(row.getLong("balance"), amount.currency()),
                new AccountName(row.getString("counterparty")),
                row.getOffsetDateTime("post_time").toInstant());
    }
}
