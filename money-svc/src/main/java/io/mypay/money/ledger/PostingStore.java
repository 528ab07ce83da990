package io.mypay.money.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what became of a batch, one statement per table. Its accounts are locked. No statement
 * needs the answer of another: they can be sent together, and with the COMMIT. So each fails by
 * itself when it cannot do all it was told.
 */
@ApplicationScoped
public class PostingStore {
    /** To be sent in this order; none where nothing is new. */
    List<Uni<Void>> writes(SqlConnection tx, Batch batch) {
        var writes = new ArrayList<Uni<Void>>();
        if (!batch.accounts().isEmpty()) {
            writes.add(updateAccounts(tx, batch.accounts()));
        }
        if (!batch.postings().isEmpty()) {
            writes.add(insertTransfers(tx, TransferRows.of(batch), batch.tick()));
        }
        var milestones = Milestone.of(batch);
        if (!milestones.isEmpty()) {
            writes.add(insertMilestones(tx, milestones, batch.tick()));
        }
        var made = HoldRows.madeBy(batch);
        if (!made.isEmpty()) {
            writes.add(insertHolds(tx, made));
        }
        var changed = HoldRows.changedBy(batch);
        if (!changed.isEmpty()) {
            writes.add(updateHolds(tx, changed));
        }
        return writes;
    }

    // The balances are absolute: the batch was worked on the rows that are locked here. Were one
    // not there, the division by zero would stop the transaction.
    private static final String UPDATE_ACCOUNTS =
            """
            WITH updated AS (
                UPDATE account
                   SET posted = changed.posted,
                       held = changed.held,
                       entries = changed.entries,
                       last_transfer_id = changed.last
                  FROM (SELECT unnest($1::bigint[]) AS account_id,
                               unnest($2::bigint[]) AS posted,
                               unnest($3::bigint[]) AS held,
                               unnest($4::bigint[]) AS entries,
                               unnest($5::uuid[]) AS last) AS changed
                 WHERE account.account_id = changed.account_id
                RETURNING 1
            )
            SELECT 1 / (count(*) = cardinality($1))::integer
              FROM updated
            """;

    private static Uni<Void> updateAccounts(SqlConnection tx, List<Account> accounts) {
        var values =
                Tuple.tuple()
                        .addArrayOfLong(Columns.longs(accounts, a -> a.id().value()))
                        .addArrayOfLong(Columns.longs(accounts, a -> a.posted().minorUnits()))
                        .addArrayOfLong(Columns.longs(accounts, a -> a.held().minorUnits()))
                        .addArrayOfLong(Columns.longs(accounts, Account::entries))
                        .addArrayOfUUID(
                                Columns.uuids(accounts, a -> a.last().orElseThrow().value()));
        return tx.preparedQuery(UPDATE_ACCOUNTS).execute(values).replaceWithVoid();
    }

    // In the order of the ids: of two batches with the same new ids, at two instances, one waits
    // for the other at the first of them, and none in a circle. The arrays are unfolded side by
    // side in the select list: a function in FROM writes all its rows down before it gives the
    // first, which for twenty columns was a third of the insert when it was tried by itself.
    private static final String INSERT_TRANSFERS =
            """
            INSERT INTO transfer (transfer_id, sequence, outcome, kind, code, reference, linked, hold_id, fingerprint,
                                  from_account, to_account, amount, currency,
                                  from_posted, from_held, from_previous, to_posted, to_held, to_previous, post_time)
            SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
                   unnest($6::text[]), unnest($7::boolean[]), unnest($8::uuid[]), unnest($9::uuid[]),
                   unnest($10::bigint[]), unnest($11::bigint[]), unnest($12::bigint[]), unnest($13::text[]),
                   unnest($14::bigint[]), unnest($15::bigint[]), unnest($16::uuid[]), unnest($17::bigint[]),
                   unnest($18::bigint[]), unnest($19::uuid[]), $20
            """;

    private static Uni<Void> insertTransfers(
            SqlConnection tx, List<TransferRows.Row> rows, Tick tick) {
        var values =
                TransferRows.columns(rows).addOffsetDateTime(tick.at().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT_TRANSFERS).execute(values).replaceWithVoid();
    }

    private static final String INSERT_MILESTONES =
            """
            INSERT INTO milestone (account_id, number, transfer_id, post_time)
            SELECT unnest($1::bigint[]), unnest($2::bigint[]), unnest($3::uuid[]), $4
            """;

    private static Uni<Void> insertMilestones(
            SqlConnection tx, List<Milestone> milestones, Tick tick) {
        var values =
                Tuple.tuple()
                        .addArrayOfLong(Columns.longs(milestones, m -> m.account().value()))
                        .addArrayOfLong(Columns.longs(milestones, Milestone::number))
                        .addArrayOfUUID(Columns.uuids(milestones, m -> m.transfer().value()))
                        .addOffsetDateTime(tick.at().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT_MILESTONES).execute(values).replaceWithVoid();
    }

    private static final String INSERT_HOLDS =
            """
            INSERT INTO hold (hold_id, from_account, to_account, amount, captured, state, expire_time)
            SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]),
                   unnest($5::bigint[]), unnest($6::text[]), unnest($7::timestamptz[])
            """;

    private static Uni<Void> insertHolds(SqlConnection tx, List<HoldRows.Row> rows) {
        return tx.preparedQuery(INSERT_HOLDS).execute(HoldRows.columns(rows)).replaceWithVoid();
    }

    // Only an open hold can end; the lock of its account makes sure, the predicate does so again.
    private static final String UPDATE_HOLDS =
            """
            WITH updated AS (
                UPDATE hold
                   SET captured = changed.captured,
                       state = changed.state
                  FROM (SELECT unnest($1::uuid[]) AS hold_id,
                               unnest($2::bigint[]) AS captured,
                               unnest($3::text[]) AS state) AS changed
                 WHERE hold.hold_id = changed.hold_id
                   AND hold.state = 'OPEN'
                RETURNING 1
            )
            SELECT 1 / (count(*) = cardinality($1))::integer
              FROM updated
            """;

    private static Uni<Void> updateHolds(SqlConnection tx, List<Hold> holds) {
        var values =
                Tuple.tuple()
                        .addArrayOfUUID(Columns.uuids(holds, h -> h.terms().id().value()))
                        .addArrayOfLong(Columns.longs(holds, HoldRows::captured))
                        .addArrayOfString(Columns.texts(holds, HoldRows::state));
        return tx.preparedQuery(UPDATE_HOLDS).execute(values).replaceWithVoid();
    }
}
