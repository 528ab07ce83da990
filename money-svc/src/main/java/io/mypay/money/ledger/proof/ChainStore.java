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
    // to be looked up, and then as a value and not by a join, or the planner would rather join the
    // whole ledger. A capture takes from what is held at least its amount, and at most what the
    // hold reserved: the last one of a chain lets go of the rest.
    private static final String LEGS =
            """
            WITH leg AS (
                SELECT t.sequence, t.transfer_id, t.amount, t.kind = 'CAPTURE' AS captures, t.hold_id, side.*,
                       CASE WHEN t.kind NOT IN ('SINGLE', 'CAPTURE') THEN 0
                            WHEN side.outgoing THEN -t.amount ELSE t.amount END AS moved,
                       CASE WHEN t.kind = 'HOLD' THEN t.amount
                            WHEN t.kind = 'SINGLE' OR NOT side.outgoing THEN 0 ELSE -t.amount END AS reserved
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
            ), looked_up AS (
                SELECT c.*,
                       CASE WHEN c.last_id IS NULL AND c.previous IS NOT NULL THEN
                           (SELECT CASE WHEN p.from_account = c.account_id THEN ARRAY[p.from_posted, p.from_held]
                                        ELSE ARRAY[p.to_posted, p.to_held] END
                              FROM transfer AS p
                             WHERE p.transfer_id = c.previous
                               AND p.outcome = 'APPLIED'
                               AND p.sequence <= $1
                               AND (p.from_account = c.account_id
                                    OR (p.to_account = c.account_id AND p.to_posted IS NOT NULL))) END AS earlier,
                       CASE WHEN c.captures AND c.outgoing THEN
                           (SELECT -h.amount FROM hold AS h WHERE h.hold_id = c.hold_id)
                            ELSE c.reserved END AS reserved_least
                  FROM chained AS c
            ), joined AS (
                SELECT l.*, coalesce(last_id, CASE WHEN earlier IS NOT NULL THEN previous END) AS before_id,
                       coalesce(last_posted, earlier[1], 0) AS before_posted,
                       coalesce(last_held, earlier[2], 0) AS before_held
                  FROM looked_up AS l
            ), judged AS (
                SELECT j.*,
                       CASE WHEN previous IS DISTINCT FROM before_id THEN 'PREVIOUS'
                            WHEN (amount > 0) IS NOT TRUE THEN 'AMOUNT'
                            WHEN (posted = before_posted + moved) IS NOT TRUE THEN 'POSTED'
                            WHEN (held BETWEEN before_held + reserved_least AND before_held + reserved) IS NOT TRUE
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
                                    row.getLong("reserved_least"),
                                    row.getLong("reserved"));
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
