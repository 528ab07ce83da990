package io.mypay.money.ledger.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Checks how accounts stand now against what is in the ledger about them. */
@ApplicationScoped
public class AccountCheckStore {
    private static final String HEAD =
            """
            SELECT a.name
              FROM account AS a
              LEFT JOIN LATERAL (
                  SELECT CASE WHEN t.from_account = a.account_id THEN t.from_posted ELSE t.to_posted END AS posted,
                         CASE WHEN t.from_account = a.account_id THEN t.from_held ELSE t.to_held END AS held
                    FROM transfer AS t
                   WHERE t.transfer_id = a.last_transfer_id
                     AND t.outcome = 'APPLIED'
                     AND (t.from_account = a.account_id OR (t.to_account = a.account_id AND t.to_posted IS NOT NULL))
                  OFFSET 0) AS head ON true
             WHERE a.posted IS DISTINCT FROM CASE WHEN a.last_transfer_id IS NULL THEN 0 ELSE head.posted END
                OR a.held IS DISTINCT FROM CASE WHEN a.last_transfer_id IS NULL THEN 0 ELSE head.held END
                OR (a.entries = 0) <> (a.last_transfer_id IS NULL)
             ORDER BY a.account_id
             LIMIT 1
            """;

    private static final String HELD =
            """
            SELECT a.name
              FROM account AS a
              LEFT JOIN (SELECT from_account, sum(amount - captured) AS held
                           FROM hold
                          WHERE state = 'OPEN'
                          GROUP BY from_account) AS open ON open.from_account = a.account_id
             WHERE a.held <> coalesce(open.held, 0)
             ORDER BY a.account_id
             LIMIT 1
            """;

    // One for every 64 entries, each at the time of a transfer of the account.
    private static final String MILESTONES =
            """
            SELECT a.name
              FROM account AS a
              LEFT JOIN (SELECT m.account_id, count(*) AS milestones, max(m.number) AS newest,
                                bool_and(t.transfer_id IS NOT NULL) AS hold
                           FROM milestone AS m
                           LEFT JOIN LATERAL (
                               SELECT t.transfer_id
                                 FROM transfer AS t
                                WHERE t.transfer_id = m.transfer_id
                                  AND t.post_time = m.post_time
                                  AND m.account_id IN (t.from_account, t.to_account)
                               OFFSET 0) AS t ON true
                          GROUP BY m.account_id) AS kept ON kept.account_id = a.account_id
             WHERE coalesce(kept.milestones, 0) <> a.entries / 64
                OR coalesce(kept.newest, 0) <> a.entries / 64 * 64
                OR NOT coalesce(kept.hold, true)
             ORDER BY a.account_id
             LIMIT 1
            """;

    /** The first account that does not stand as the ledger says. */
    Uni<Optional<Finding>> head(SqlConnection tx) {
        return first(tx, HEAD, "does not stand as its newest transfer left it");
    }

    Uni<Optional<Finding>> held(SqlConnection tx) {
        return first(tx, HELD, "has not as much held as its open holds reserve");
    }

    Uni<Optional<Finding>> milestones(SqlConnection tx) {
        return first(tx, MILESTONES, "has milestones that are not every 64th of its transfers");
    }

    private static final String TOTALS =
            """
            SELECT coalesce(sum(entries), 0)::bigint AS legs, count(*) FILTER (WHERE entries > 0) AS firsts
              FROM account
            """;

    /** How many entries all accounts say they have, and how many of them have a first one. */
    Uni<ChainStore.Legs> totals(SqlConnection tx) {
        return tx.query(TOTALS)
                .execute()
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new ChainStore.Legs(row.getLong("legs"), row.getLong("firsts"), false);
                });
    }

    // Goes through the whole ledger in one statement: asked only when the totals tell that there is
    // such an account.
    private static final String MISCOUNTED =
            """
            SELECT a.name
              FROM account AS a
              LEFT JOIN (SELECT leg.account_id, count(*) AS entries,
                                count(*) FILTER (WHERE leg.previous IS NULL) AS firsts
                           FROM transfer AS t
                          CROSS JOIN LATERAL (
                              VALUES (t.from_account, t.from_previous),
                                     (CASE WHEN t.to_posted IS NOT NULL THEN t.to_account END, t.to_previous))
                                AS leg (account_id, previous)
                          WHERE t.outcome = 'APPLIED'
                          GROUP BY leg.account_id) AS found ON found.account_id = a.account_id
             WHERE a.entries <> coalesce(found.entries, 0)
                OR coalesce(found.firsts, 0) > 1
             ORDER BY a.account_id
             LIMIT 1
            """;

    Uni<Optional<Finding>> miscounted(SqlConnection tx) {
        return first(
                tx, MISCOUNTED, "has not as many transfers as it counted, or not in one chain");
    }

    private static final String SUM =
            """
            SELECT currency, sum(posted)::text AS posted
              FROM account
             GROUP BY currency
            HAVING sum(posted) <> 0
             ORDER BY currency
             LIMIT 1
            """;

    /** The first currency whose accounts do not sum to zero. */
    Uni<Optional<Finding>> sum(SqlConnection tx) {
        return tx.query(SUM).execute().map(rows -> first(rows).map(AccountCheckStore::sum));
    }

    private static Finding sum(Row row) {
        var description =
                "all accounts in %s sum to %s"
                        .formatted(row.getString("currency"), row.getString("posted"));
        return new Finding(Finding.Check.SUM, Optional.empty(), 0, "", description);
    }

    private static Uni<Optional<Finding>> first(SqlConnection tx, String sql, String description) {
        return tx.query(sql)
                .execute()
                .map(rows ->
                        first(rows)
                                .map(row -> Finding.account(row.getString("name"), description)));
    }

    private static Optional<Row> first(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }
}
