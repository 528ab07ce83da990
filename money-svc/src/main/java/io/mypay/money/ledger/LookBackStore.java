package io.mypay.money.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Finds how accounts stood at a past instant. */
@ApplicationScoped
public class LookBackStore {
    // From the first milestone after the instant, or the newest entry where there is none, back to
    // the first entry that is not after it: the milestone before is not, so that is at most 64
    // steps.
    private static final String NEWEST =
            """
            WITH RECURSIVE walk AS (
                SELECT t.*
                  FROM transfer AS t
                 WHERE t.transfer_id = coalesce(
                           (SELECT m.transfer_id
                              FROM milestone AS m
                             WHERE m.account_id = a.account_id
                               AND m.post_time > $1
                             ORDER BY m.post_time, m.number
                             LIMIT 1),
                           a.last_transfer_id)
                UNION ALL
                SELECT t.*
                  FROM walk AS w
                  JOIN transfer AS t
                    ON t.transfer_id = CASE WHEN w.from_account = a.account_id THEN w.from_previous ELSE w.to_previous END
                 WHERE w.post_time > $1
            )
            SELECT w.transfer_id,
                   CASE WHEN w.from_account = a.account_id THEN w.from_posted ELSE w.to_posted END AS posted,
                   CASE WHEN w.from_account = a.account_id THEN w.from_held ELSE w.to_held END AS held
              FROM walk AS w
             WHERE w.post_time <= $1
            """;

    private static final String OF_ACCOUNT =
            """
            SELECT newest.transfer_id, newest.posted, newest.held, a.currency
              FROM account AS a
             CROSS JOIN LATERAL (
            """
                    + NEWEST
                    + """
                    ) AS newest
                     WHERE a.account_id = $2
                    """;

    /** The account's newest transfer that is not after the instant. */
    Uni<Optional<TransferId>> newest(SqlClient client, AccountId account, Instant at) {
        return ofAccount(client, account, at)
                .map(found -> found.map(row -> new TransferId(row.getUUID("transfer_id"))));
    }

    /** Empty where nothing had changed the account by then. */
    Uni<Optional<Balance>> balance(SqlClient client, AccountId account, Instant at) {
        return ofAccount(client, account, at)
                .map(found ->
                        found.map(row ->
                                new Balance(
                                        AccountStore.money(row, "posted"),
                                        AccountStore.money(row, "held"))));
    }

    private static Uni<Optional<Row>> ofAccount(SqlClient client, AccountId account, Instant at) {
        return client.preparedQuery(OF_ACCOUNT)
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), account.value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst());
    }

    // One statement, hence one snapshot: no transfer is seen with one leg only, and both legs have
    // the same time.
    private static final String TRIAL_BALANCE =
            """
            SELECT %s AS line, a.currency,
                   coalesce(sum(newest.posted), 0)::bigint AS posted,
                   coalesce(sum(newest.held), 0)::bigint AS held
              FROM account AS a
              LEFT JOIN LATERAL (
            """
                            .formatted(AccountStore.LINE)
                    + NEWEST
                    + """
                    ) AS newest ON true
                     GROUP BY line, a.currency
                     ORDER BY line, a.currency
                    """;

    Uni<TrialBalance> trialBalance(SqlClient client, Instant at) {
        return client.preparedQuery(TRIAL_BALANCE)
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var lines = new ArrayList<TrialBalance.Line>();
                    for (var row : rows) {
                        lines.add(AccountStore.line(row));
                    }
                    return new TrialBalance(lines, at);
                });
    }
}
