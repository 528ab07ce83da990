package io.mypay.settlement.merchant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Calculates and confirms ranges of merchants, set by set. */
@ApplicationScoped
class CalculationStore {

    // A settlement consumes all nets that the merchant's earlier dates carried over. Two runs that
    // calculate at once may want the same ones: the UPDATE lets only one have them, and the rows
    // are locked in order, so that neither waits for the other in a circle.
    private static final String CALCULATE =
            """
            WITH mine AS (
                SELECT merchant_id,
                       count(*)::integer AS voucher_count,
                       coalesce(sum(gross) FILTER (WHERE kind = 'CAPTURE'), 0)::bigint AS gross,
                       coalesce(sum(gross) FILTER (WHERE kind = 'REFUND'), 0)::bigint AS refunded,
                       sum(CASE kind WHEN 'CAPTURE' THEN commission ELSE -commission END)::bigint AS commission
                  FROM voucher
                 WHERE settlement_date BETWEEN $2 AND $3
                   AND merchant_id BETWEEN $4 AND $5
                 GROUP BY merchant_id),
            waiting AS (
                SELECT settlement_id
                  FROM settlement
                  JOIN mine USING (merchant_id)
                 WHERE state = 'CARRIED_OVER'
                   AND consumed_by IS NULL
                   AND business_date < $3
                 ORDER BY settlement_id
                   FOR NO KEY UPDATE OF settlement),
            consumed AS (
                UPDATE settlement
                   SET consumed_by = settlement_id_of($1, merchant_id)
                  FROM waiting
                 WHERE settlement.settlement_id = waiting.settlement_id
                   AND consumed_by IS NULL
                RETURNING merchant_id, net, commission + carried_commission AS commission),
            carried AS (
                SELECT merchant_id, sum(net)::bigint AS net, sum(commission)::bigint AS commission
                  FROM consumed
                 GROUP BY merchant_id)
            INSERT INTO settlement (settlement_id, run_id, business_date, merchant_id, voucher_count, gross, refunded,
                                    commission, carried_over, carried_commission, net, state, created_at, updated_at)
            SELECT settlement_id_of($1, merchant_id), $1, $3, merchant_id, voucher_count, gross, refunded,
                   mine.commission, coalesce(carried.net, 0), coalesce(carried.commission, 0),
                   gross - refunded - mine.commission + coalesce(carried.net, 0), 'CALCULATED', $6, $6
              FROM mine
              LEFT JOIN carried USING (merchant_id)
            """;

    Uni<Void> calculate(SqlConnection tx, MerchantRange range, Instant now) {
        var values =
                Tuple.tuple()
                        .addUUID(range.run().value())
                        .addLocalDate(range.period().first())
                        .addLocalDate(range.period().last())
                        .addUUID(range.first().value())
                        .addUUID(range.last().value())
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(CALCULATE).execute(values).replaceWithVoid();
    }

    private static final String WRITE_LINES =
            """
            INSERT INTO settlement_line (voucher_id, settlement_id, payment_id, kind, gross, commission_basis_points,
                                         commission, net, business_date, written_at)
            SELECT v.voucher_id, s.settlement_id, v.payment_id, v.kind, v.gross, v.commission_basis_points,
                   v.commission, v.gross - v.commission, v.business_date, v.written_at
              FROM settlement s
              JOIN voucher v ON v.merchant_id = s.merchant_id
                            AND v.settlement_date BETWEEN $2 AND $3
             WHERE s.run_id = $1
               AND s.merchant_id BETWEEN $4 AND $5
            """;

    /** Writes the snapshot and answers how many lines it has. */
    Uni<Integer> writeLines(SqlConnection tx, MerchantRange range) {
        return tx.preparedQuery(WRITE_LINES)
                .execute(
                        Tuple.from(
                                List.of(
                                        range.run().value(),
                                        range.period().first(),
                                        range.period().last(),
                                        range.first().value(),
                                        range.last().value())))
                .map(rows -> rows.rowCount());
    }

    private static final String CONFIRM =
            """
            WITH confirmed AS (
                UPDATE settlement
                   SET state = CASE WHEN net > 0 THEN 'CONFIRMED' ELSE 'CARRIED_OVER' END,
                       updated_at = $4
                 WHERE run_id = $1
                   AND merchant_id BETWEEN $2 AND $3
                   AND state = 'CALCULATED'
                RETURNING voucher_count)
            SELECT coalesce(sum(voucher_count), 0)::integer
              FROM confirmed
            """;

    /** What is above zero will be paid, the rest is carried over; answers the count of vouchers. */
    Uni<Integer> confirm(SqlConnection tx, MerchantRange range, Instant now) {
        return tx.preparedQuery(CONFIRM)
                .execute(
                        Tuple.of(
                                range.run().value(),
                                range.first().value(),
                                range.last().value(),
                                now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
