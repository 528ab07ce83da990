package io.mypay.settlement.run;

import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.RunId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Adds settlements up. */
@ApplicationScoped
class TotalsStore {

    private static final String OF_RUN =
            """
            SELECT count(*)::integer AS merchant_count,
                   coalesce(sum(voucher_count), 0)::integer AS voucher_count,
                   coalesce(sum(gross), 0)::bigint AS gross,
                   coalesce(sum(refunded), 0)::bigint AS refunded,
                   coalesce(sum(commission), 0)::bigint AS commission,
                   coalesce(sum(net), 0)::bigint AS net
              FROM settlement
             WHERE run_id = $1
            """;

    Uni<Totals> ofRun(SqlConnection tx, RunId id) {
        return tx.preparedQuery(OF_RUN)
                .execute(Tuple.of(id.value()))
                .map(rows -> RunRows.totals(rows.iterator().next()));
    }

    // The arithmetic of CalculationStore without its effect: nothing is consumed.
    private static final String OF_PERIOD =
            """
            WITH mine AS (
                SELECT merchant_id,
                       count(*) AS voucher_count,
                       coalesce(sum(gross) FILTER (WHERE kind = 'CAPTURE'), 0) AS gross,
                       coalesce(sum(gross) FILTER (WHERE kind = 'REFUND'), 0) AS refunded,
                       sum(CASE kind WHEN 'CAPTURE' THEN commission ELSE -commission END) AS commission
                  FROM voucher
                 WHERE settlement_date BETWEEN $1 AND $2
                 GROUP BY merchant_id),
            carried AS (
                SELECT merchant_id, sum(net) AS net
                  FROM settlement
                 WHERE state = 'CARRIED_OVER'
                   AND consumed_by IS NULL
                 GROUP BY merchant_id)
            SELECT count(*)::integer AS merchant_count,
                   coalesce(sum(voucher_count), 0)::integer AS voucher_count,
                   coalesce(sum(gross), 0)::bigint AS gross,
                   coalesce(sum(refunded), 0)::bigint AS refunded,
                   coalesce(sum(commission), 0)::bigint AS commission,
                   coalesce(sum(gross - refunded - commission + coalesce(carried.net, 0)), 0)::bigint AS net
              FROM mine
              LEFT JOIN carried USING (merchant_id)
            """;

    /** What a run would come to if the period were closed now. */
    Uni<Totals> ofPeriod(SqlClient client, Period period) {
        return client.preparedQuery(OF_PERIOD)
                .execute(Tuple.of(period.first(), period.last()))
                .map(rows -> RunRows.totals(rows.iterator().next()));
    }

    private static final String IS_ANY_UNFINISHED =
            """
            SELECT EXISTS (SELECT
                             FROM settlement
                            WHERE run_id = $1
                              AND state NOT IN ('PAID', 'CARRIED_OVER'))
            """;

    Uni<Boolean> isAnyUnfinished(SqlConnection tx, RunId id) {
        return tx.preparedQuery(IS_ANY_UNFINISHED)
                .execute(Tuple.of(id.value()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
