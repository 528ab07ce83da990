package io.mypay.money.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes what became of a batch, one statement per table. Its accounts are locked. */
@ApplicationScoped
public class PostingStore {
    Uni<Void> write(SqlConnection tx, Batch batch) {
        if (batch.postings().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return updateAccounts(tx, batch.accounts())
                .chain(() -> insertTransfers(tx, TransferRows.of(batch)))
                .chain(() -> writeHolds(tx, batch));
    }

    // The balances are absolute: the batch was worked on the rows that are locked here.
    private static final String UPDATE_ACCOUNTS =
            """
            UPDATE account
               SET posted = changed.posted,
                   held = changed.held,
                   last_transfer_id = changed.last
              FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[])
                   AS changed (account_id, posted, held, last)
             WHERE account.account_id = changed.account_id
            """;

    private static Uni<Void> updateAccounts(SqlConnection tx, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var values =
                Tuple.tuple()
                        .addArrayOfLong(Columns.longs(accounts, a -> a.id().value()))
                        .addArrayOfLong(Columns.longs(accounts, a -> a.posted().minorUnits()))
                        .addArrayOfLong(Columns.longs(accounts, a -> a.held().minorUnits()))
                        .addArrayOfUUID(
                                Columns.uuids(accounts, a -> a.last().orElseThrow().value()));
        return tx.preparedQuery(UPDATE_ACCOUNTS)
                .execute(values)
                .invoke(rows -> requireAll(rows.rowCount(), accounts.size()))
                .replaceWithVoid();
    }

    // In the order of the ids: of two batches with the same new ids, at two instances, one waits
    // for the other at the first of them, and none in a circle.
    private static final String INSERT_TRANSFERS =
            """
            INSERT INTO transfer (transfer_id, sequence, outcome, kind, code, reference, linked, hold_id, fingerprint,
                                  from_account, to_account, amount, currency,
                                  from_posted, from_held, from_previous, to_posted, to_held, to_previous, post_time)
            SELECT *
              FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[],
                          $8::uuid[], $9::uuid[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[],
                          $14::bigint[], $15::bigint[], $16::uuid[], $17::bigint[], $18::bigint[], $19::uuid[],
                          $20::timestamptz[])
            """;

    private static Uni<Void> insertTransfers(SqlConnection tx, List<TransferRows.Row> rows) {
        return tx.preparedQuery(INSERT_TRANSFERS)
                .execute(TransferRows.columns(rows))
                .invoke(inserted -> requireAll(inserted.rowCount(), rows.size()))
                .replaceWithVoid();
    }

    private Uni<Void> writeHolds(SqlConnection tx, Batch batch) {
        var made = HoldRows.madeBy(batch);
        Set<UUID> known = new HashSet<>();
        made.forEach(row -> known.add(row.id()));
        var changed =
                batch.holds().stream()
                        .filter(hold -> !known.contains(hold.terms().id().value()))
                        .toList();
        return insertHolds(tx, made).chain(() -> updateHolds(tx, changed));
    }

    private static final String INSERT_HOLDS =
            """
            INSERT INTO hold (hold_id, from_account, to_account, amount, captured, state, expire_time)
            SELECT *
              FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                          $7::timestamptz[])
            """;

    private static Uni<Void> insertHolds(SqlConnection tx, List<HoldRows.Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(INSERT_HOLDS).execute(HoldRows.columns(rows)).replaceWithVoid();
    }

    // Only an open hold can end; the lock of its account makes sure, the predicate does so again.
    private static final String UPDATE_HOLDS =
            """
            UPDATE hold
               SET captured = changed.captured,
                   state = changed.state
              FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS changed (hold_id, captured, state)
             WHERE hold.hold_id = changed.hold_id
               AND hold.state = 'OPEN'
            """;

    private static Uni<Void> updateHolds(SqlConnection tx, List<Hold> holds) {
        if (holds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var values =
                Tuple.tuple()
                        .addArrayOfUUID(Columns.uuids(holds, h -> h.terms().id().value()))
                        .addArrayOfLong(Columns.longs(holds, HoldRows::captured))
                        .addArrayOfString(Columns.texts(holds, HoldRows::state));
        return tx.preparedQuery(UPDATE_HOLDS)
                .execute(values)
                .invoke(rows -> requireAll(rows.rowCount(), holds.size()))
                .replaceWithVoid();
    }

    private static void requireAll(int written, int expected) {
        if (written != expected) {
            throw new IllegalStateException(
                    "wrote " + written + " rows of " + expected + " while they were locked");
        }
    }

    /** Which transfer stands for the batch: it is there if and only if the batch was committed. */
    static Optional<TransferId> witness(Batch batch) {
        return batch.postings().stream().findFirst().map(posting -> posting.transfer().id());
    }
}
