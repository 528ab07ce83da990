package io.mypay.money.ledger.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Writes and reads the table {@code seal}. Digests and hashes are made where the transfers are: to
 * move each row to another process would cost more than all the rest.
 */
@ApplicationScoped
public class SealStore {
    /** A block is at most so large; of what comes slowly, each run makes one that is smaller. */
    static final int BLOCK_MAX = 10_000;

    // The planner knows little of a table that grows so fast; with rows in order the index is
    // always right.
    private static final String PLAN =
            """
            SELECT set_config('enable_seqscan', 'off', true),
                   set_config('max_parallel_workers_per_gather', '0', true),
                   set_config('jit', 'off', true),
                   set_config('work_mem', '32MB', true)
            """;

    /** For the rest of the transaction: how statements over many transfers are planned. */
    Uni<Void> plan(SqlConnection tx) {
        return tx.query(PLAN).execute().replaceWithVoid();
    }

    // Of several instances one seals; the others find the lock taken and leave it to that one.
    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('seal', 0)) AS locked";

    Uni<Boolean> tryLock(SqlConnection tx) {
        return tx.query(TRY_LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("locked"));
    }

    private static final String HORIZON = "SELECT transfer_horizon($1) AS horizon";

    /**
     * Up to which sequence the ledger is complete; empty where writers did not let go of the gate
     * in time. The gate is shut until the transaction ends: it has to be one of its own.
     */
    Uni<Optional<Long>> horizon(SqlConnection tx, long gate) {
        return tx.preparedQuery(HORIZON)
                .execute(Tuple.of(gate))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong("horizon")));
    }

    private static final String SUMMARIZE = "SELECT transfer_summarize()";

    /** Makes the newest rows findable by their sequence without looking at all of them. */
    Uni<Void> summarize(SqlConnection tx) {
        return tx.query(SUMMARIZE).execute().replaceWithVoid();
    }

    private static final String BOUND =
            """
            SELECT sequence
              FROM transfer
             WHERE sequence > $1
               AND sequence <= $2
             ORDER BY sequence
            OFFSET $3 - 1
             LIMIT 1
            """;

    /** Where the n-th transfer after one sequence is; empty where there are fewer up to another. */
    Uni<Optional<Long>> bound(SqlConnection tx, long after, long through, int n) {
        return tx.preparedQuery(BOUND)
                .execute(Tuple.of(after, through, n))
                .map(rows -> first(rows).map(row -> row.getLong("sequence")));
    }

    // Each block's hash needs the one before it, hence the recursion; it goes over blocks, and the
    // digests of a block are one value by then.
    private static final String SEAL =
            """
            WITH RECURSIVE digested AS (
                SELECT t.sequence, transfer_digest(t) AS digest
                  FROM transfer AS t
                 WHERE t.sequence > $1
                   AND t.sequence <= $2
            ), placed AS (
                SELECT sequence, digest, (row_number() OVER (ORDER BY sequence) - 1) / $3::int AS place
                  FROM digested
            ), content AS MATERIALIZED (
                SELECT place, min(sequence) AS first, max(sequence) AS last, count(*) AS transfers,
                       string_agg(digest, ''::bytea ORDER BY sequence) AS digests,
                       string_agg(substring(int8send(sequence) FROM 5) || substring(digest FROM 1 FOR 4), ''::bytea
                                  ORDER BY sequence) AS marks
                  FROM placed
                 GROUP BY place
            ), newest AS (
                SELECT block, hash FROM seal ORDER BY block DESC LIMIT 1
            ), chained AS (
                SELECT coalesce((SELECT block FROM newest), 0) AS block, -1::bigint AS place,
                       coalesce((SELECT hash FROM newest), ''::bytea) AS hash
                UNION ALL
                SELECT chained.block + 1, content.place, sha256(chained.hash || content.digests)
                  FROM chained
                  JOIN content ON content.place = chained.place + 1
            )
            INSERT INTO seal (block, first_sequence, last_sequence, transfers, hash, seal_time, marks)
            SELECT chained.block, content.first, content.last, content.transfers, chained.hash, clock_timestamp(),
                   content.marks
              FROM chained
              JOIN content ON content.place = chained.place
            RETURNING transfers
            """;

    /** Makes blocks of the transfers between two sequences; says how many transfers they hold. */
    Uni<Long> seal(SqlConnection tx, long after, long through) {
        return tx.preparedQuery(SEAL)
                .execute(Tuple.of(after, through, BLOCK_MAX))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .mapToLong(row -> row.getInteger("transfers"))
                                .sum());
    }

    private static final String SEALED_THROUGH =
            """
            SELECT last_sequence
              FROM seal
             ORDER BY block DESC
             LIMIT 1
            """;

    /** The last sequence that is sealed; 0 where none is. */
    Uni<Long> sealedThrough(SqlClient client) {
        return client.query(SEALED_THROUGH)
                .execute()
                .map(rows -> first(rows).map(row -> row.getLong("last_sequence")).orElse(0L));
    }

    private static final String LAG =
            """
            SELECT greatest(0, drawn.last_value - coalesce((SELECT last_sequence FROM seal ORDER BY block DESC LIMIT 1), 0))
                       AS lag
              FROM transfer_sequence AS drawn
            """;

    /** How many sequence numbers were drawn since the last one sealed. */
    Uni<Long> lag(SqlClient client) {
        return client.query(LAG).execute().map(rows -> rows.iterator().next().getLong("lag"));
    }

    private static final String BLOCKS =
            """
            SELECT block, first_sequence, last_sequence, transfers, encode(hash, 'hex') AS hash,
                   lag(block) OVER chain AS before, lag(last_sequence) OVER chain AS after,
                   encode(lag(hash) OVER chain, 'hex') AS previous
              FROM seal
             WHERE block >= $1
            WINDOW chain AS (ORDER BY block)
             ORDER BY block
             LIMIT $2
            """;

    /** Blocks after the given one, in order. */
    Uni<List<Block>> blocks(SqlConnection tx, long after, int limit) {
        return tx.preparedQuery(BLOCKS)
                .execute(Tuple.of(after, limit + 1))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .filter(row -> row.getLong("block") > after)
                                .map(SealStore::block)
                                .toList());
    }

    private static final String BLOCK_OF =
            """
            SELECT max(block) AS block
              FROM seal
             WHERE first_sequence <= $1
            """;

    /** The last block that begins at or before this sequence; 0 where none does. */
    Uni<Long> blockOf(SqlConnection tx, long sequence) {
        return tx.preparedQuery(BLOCK_OF)
                .execute(Tuple.of(sequence))
                .map(rows ->
                        Optional.ofNullable(rows.iterator().next().getLong("block")).orElse(0L));
    }

    private static Block block(Row row) {
        return new Block(
                row.getLong("block"),
                Optional.ofNullable(row.getLong("before")).orElse(0L),
                Optional.ofNullable(row.getLong("after")).orElse(Long.MIN_VALUE),
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                row.getInteger("transfers"),
                Optional.ofNullable(row.getString("previous")).orElse(""),
                row.getString("hash"));
    }

    private static Optional<Row> first(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }
}
