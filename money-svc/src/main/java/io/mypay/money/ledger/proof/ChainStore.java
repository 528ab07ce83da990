package io.mypay.money.ledger.proof;

import io.mypay.money.ledger.TransferId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Checks each transfer of a part of the ledger against the one before it in its accounts. */
@ApplicationScoped
public class ChainStore {
    // Within the part the transfer before is the row before; only an account's first one here has
    // to be looked up. The lookup is fenced off by OFFSET, or the planner would rather join it with
    // the whole ledger. A capture takes from what is held at least its amount, and at most what the
    // hold reserved: the last one of a chain lets go of the rest.
    private static final String LEGS =
            """
            WITH leg AS (
                SELECT t.sequence, t.transfer_id, t.kind, t.amount, t.hold_id, side.*
                  FROM transfer AS t
                 CROSS JOIN LATERAL (VALUES (t.from_account, true, t.from_posted, t.from_held, t.from_previous),
                                            (t.to_account, false, t.to_posted, t.to_held, t.to_previous))
                       AS side (account_id, outgoing, posted, held, previous)
                 WHERE t.sequence > $1
                   AND t.sequence <= $2
                   AND t.outcome = 'APPLIED'
                   AND (side.outgoing OR t.kind IN ('SINGLE', 'CAPTURE'))
            ), chained AS (
                SELECT leg.*, lag(transfer_id) OVER chain AS last_id,
                       lag(posted) OVER chain AS last_posted, lag(held) OVER chain AS last_held
                  FROM leg
                WINDOW chain AS (PARTITION BY account_id ORDER BY sequence)
            ), joined AS (
                SELECT c.*, coalesce(c.last_id, earlier.transfer_id) AS before_id,
                       coalesce(c.last_posted, earlier.posted, 0) AS before_posted,
                       coalesce(c.last_held, earlier.held, 0) AS before_held,
                       CASE WHEN c.kind NOT IN ('SINGLE', 'CAPTURE') THEN 0
                            WHEN c.outgoing THEN -c.amount ELSE c.amount END AS moved,
                       CASE WHEN c.kind = 'HOLD' THEN c.amount
                            WHEN c.kind = 'SINGLE' OR NOT c.outgoing THEN 0 ELSE -c.amount END AS held_most,
                       CASE WHEN c.kind = 'HOLD' THEN c.amount
                            WHEN c.kind = 'SINGLE' OR NOT c.outgoing THEN 0
                            WHEN c.kind = 'CAPTURE' THEN -h.amount ELSE -c.amount END AS held_least
                  FROM chained AS c
                  LEFT JOIN LATERAL (
                      SELECT p.transfer_id,
                             CASE WHEN p.from_account = c.account_id THEN p.from_posted ELSE p.to_posted END AS posted,
                             CASE WHEN p.from_account = c.account_id THEN p.from_held ELSE p.to_held END AS held
                        FROM transfer AS p
                       WHERE c.last_id IS NULL
                         AND p.transfer_id = c.previous
                         AND p.outcome = 'APPLIED'
                         AND p.sequence <= $1
                         AND (p.from_account = c.account_id
                              OR (p.to_account = c.account_id AND p.to_posted IS NOT NULL))
                      OFFSET 0) AS earlier ON true
                  LEFT JOIN LATERAL (
                      SELECT amount
                        FROM hold
                       WHERE c.kind = 'CAPTURE'
                         AND c.outgoing
                         AND hold_id = c.hold_id
                      OFFSET 0) AS h ON true
            ), judged AS (
                SELECT j.*,
                       CASE WHEN previous IS DISTINCT FROM before_id THEN 'PREVIOUS'
                            WHEN (amount > 0) IS NOT TRUE THEN 'AMOUNT'
                            WHEN (posted = before_posted + moved) IS NOT TRUE THEN 'POSTED'
                            WHEN (held BETWEEN before_held + held_least AND before_held + held_most) IS NOT TRUE
                                THEN 'HELD' END AS wrong
                  FROM joined AS j
            )
            """;

    private static final String COUNT =
            LEGS
                    + """
                    SELECT count(*) AS legs,
                           count(*) FILTER (WHERE previous IS NULL) AS firsts,
                           coalesce(bool_or(wrong IS NOT NULL), false) AS fails
                      FROM judged
                    """;

    /**
     * What was seen of the accounts' chains.
     *
     * @param legs entries of accounts
     * @param firsts entries that say they are their account's first
     * @param fails whether one of them does not follow from the one before it
     */
    record Legs(long legs, long firsts, boolean fails) {}

    Uni<Legs> check(SqlConnection tx, long after, long through) {
        return tx.preparedQuery(COUNT)
                .execute(Tuple.of(after, through))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Legs(
                            row.getLong("legs"), row.getLong("firsts"), row.getBoolean("fails"));
                });
    }

    private static final String FIRST =
            LEGS
                    + """
                    SELECT judged.*, account.name
                      FROM judged
                      LEFT JOIN account ON account.account_id = judged.account_id
                     WHERE wrong IS NOT NULL
                     ORDER BY sequence, outgoing DESC
                     LIMIT 1
                    """;

    /** The first transfer that does not follow, where {@link #check} says that there is one. */
    Uni<Finding> first(SqlConnection tx, long after, long through) {
        return tx.preparedQuery(FIRST)
                .execute(Tuple.of(after, through))
                .map(rows -> finding(rows.iterator().next()));
    }

    private static Finding finding(Row row) {
        return new Finding(
                Finding.Check.BALANCE,
                Optional.of(new TransferId(row.getUUID("transfer_id"))),
                row.getLong("sequence"),
                Optional.ofNullable(row.getString("name")).orElse(""),
                description(row));
    }

    private static String description(Row row) {
        return switch (row.getString("wrong")) {
            case "PREVIOUS" ->
                    "names %s as the transfer before it in its account, and there it is %s"
                            .formatted(row.getUUID("previous"), row.getUUID("before_id"));
            case "AMOUNT" -> "has the amount %d".formatted(row.getLong("amount"));
            case "POSTED" ->
                    "leaves a balance of %d where %d %+d is due"
                            .formatted(
                                    row.getLong("posted"),
                                    row.getLong("before_posted"),
                                    row.getLong("moved"));
            case "HELD" ->
                    "leaves %d held where %d %+d to %+d is due"
                            .formatted(
                                    row.getLong("held"),
                                    row.getLong("before_held"),
                                    row.getLong("held_least"),
                                    row.getLong("held_most"));
            default -> throw new IllegalStateException("no such mistake: " + row);
        };
    }

    private static final String TRANSFERS =
            """
            SELECT count(*) AS transfers, coalesce(max(sequence), 0) AS last
              FROM transfer
             WHERE sequence > $1
               AND sequence <= $2
            """;

    /** How many transfers there are, refused ones included, and the last of them. */
    record Count(long transfers, long last) {}

    Uni<Count> count(SqlConnection tx, long after, long through) {
        return tx.preparedQuery(TRANSFERS)
                .execute(Tuple.of(after, through))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Count(row.getLong("transfers"), row.getLong("last"));
                });
    }
}
