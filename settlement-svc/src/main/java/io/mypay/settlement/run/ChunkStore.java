package io.mypay.settlement.run;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.sweep.Lease;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.MerchantRange;
import io.mypay.settlement.merchant.RunId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The chunks of runs and who works them. */
@ApplicationScoped
class ChunkStore {

    private static final String DIVIDE =
            """
            WITH merchant AS (
                SELECT merchant_id, (row_number() OVER (ORDER BY merchant_id) - 1) / $4 AS number
                  FROM (SELECT DISTINCT merchant_id
                          FROM voucher
                         WHERE settlement_date BETWEEN $2 AND $3) AS of_period)
            INSERT INTO settlement_chunk (run_id, number, first_merchant, last_merchant, state, next_attempt_at)
            SELECT $1, number, (array_agg(merchant_id ORDER BY merchant_id))[1],
                   (array_agg(merchant_id ORDER BY merchant_id DESC))[1], 'OPEN', $5
              FROM merchant
             GROUP BY number
            """;

    /** Answers how many chunks there are. */
    Uni<Integer> divide(SqlConnection tx, SettlementRun.Head run, int merchants, Instant now) {
        return tx.preparedQuery(DIVIDE)
                .execute(
                        Tuple.of(
                                run.id().value(),
                                run.period().first(),
                                run.period().last(),
                                (long) merchants,
                                now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount());
    }

    // A chunk is due in the phase of its run; what another instance is claiming is skipped.
    private static final String CLAIM =
            """
            UPDATE settlement_chunk chunk
               SET attempts = attempts + 1,
                   next_attempt_at = $1::timestamptz + backoff(attempts, $2::bigint * interval '1 millisecond')
              FROM (SELECT c.run_id, c.number, r.first_date, r.business_date
                      FROM settlement_chunk c
                      JOIN settlement_run r USING (run_id)
                     WHERE c.state <> 'REQUESTED'
                       AND c.next_attempt_at <= $1
                       AND (r.state, c.state) IN (('COLLECTING', 'OPEN'),
                                                  ('CONFIRMED', 'CALCULATED'),
                                                  ('PAYING', 'CONFIRMED'))
                     ORDER BY c.run_id, c.number
                     LIMIT $3
                       FOR NO KEY UPDATE OF c SKIP LOCKED) AS due
             WHERE chunk.run_id = due.run_id
               AND chunk.number = due.number
            RETURNING chunk.run_id, chunk.number, first_merchant, last_merchant, state, first_date, business_date
            """;

    Uni<List<Chunk>> claim(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM)
                .execute(
                        Tuple.of(
                                lease.now().atOffset(ZoneOffset.UTC),
                                lease.length().toMillis(),
                                lease.limit()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ChunkStore::chunk)
                                .toList());
    }

    private static final String MOVE =
            """
            UPDATE settlement_chunk
               SET state = $4,
                   attempts = 0,
                   next_attempt_at = $5
             WHERE run_id = $1
               AND number = $2
               AND state = $3
            """;

    /** False if somebody else has moved it: a lease can end before the work does. */
    Uni<Boolean> move(SqlConnection tx, Chunk chunk, Instant now) {
        return tx.preparedQuery(MOVE)
                .execute(
                        Tuple.of(
                                chunk.merchants().run().value(),
                                chunk.number(),
                                chunk.state().name(),
                                chunk.state().next().name(),
                                now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String IS_ANY_IN =
            """
            SELECT EXISTS (SELECT
                             FROM settlement_chunk
                            WHERE run_id = $1
                              AND state <> 'REQUESTED'
                              AND state = $2)
            """;

    Uni<Boolean> isAnyIn(SqlConnection tx, RunId run, Chunk.State state) {
        return tx.preparedQuery(IS_ANY_IN)
                .execute(Tuple.of(run.value(), state.name()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Chunk chunk(Row row) {
        var range =
                new MerchantRange(
                        new RunId(row.getUUID("run_id")),
                        new Period(
                                row.getLocalDate("first_date"), row.getLocalDate("business_date")),
                        new MembershipId(row.getUUID("first_merchant")),
                        new MembershipId(row.getUUID("last_merchant")));
        return new Chunk(
                row.getInteger("number"), range, Chunk.State.valueOf(row.getString("state")));
    }
}
