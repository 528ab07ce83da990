package io.mypay.settlement.merchant;

import io.mypay.kit.page.PageToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Settlements as rows. */
@ApplicationScoped
class SettlementStore {
    private static final LocalDate FIRST_DATE = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
    private static final PageToken NEWEST = PageToken.of(LAST_DATE.toEpochDay(), new UUID(-1, -1));
    private static final String[] ALL_STATES = {
        "CALCULATED", "CONFIRMED", "PAYOUT_REQUESTED", "PAID", "PAYOUT_FAILED", "CARRIED_OVER"
    };

    // Held until the commit, so that of two transitions of one settlement the second sees the
    // first.
    private static final String LOCK =
            SettlementRows.SELECT
                    + """
                     WHERE settlement_id = $1
                       FOR NO KEY UPDATE
                    """;

    Uni<Optional<Settlement>> lock(SqlConnection tx, SettlementId id) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows -> SettlementRows.settlements(rows).stream().findFirst());
    }

    private static final String LOCK_CONFIRMED =
            SettlementRows.SELECT
                    + """
                     WHERE run_id = $1
                       AND merchant_id BETWEEN $2 AND $3
                       AND state = 'CONFIRMED'
                     ORDER BY settlement_id
                       FOR NO KEY UPDATE
                    """;

    Uni<List<Settlement>> lockConfirmed(SqlConnection tx, MerchantRange range) {
        return tx.preparedQuery(LOCK_CONFIRMED)
                .execute(Tuple.of(range.run().value(), range.first().value(), range.last().value()))
                .map(SettlementRows::settlements);
    }

    private static final String REQUEST_PAYOUT =
            """
            UPDATE settlement
               SET state = 'PAYOUT_REQUESTED',
                   attempt = $2,
                   failure_reason = '',
                   updated_at = $3
             WHERE settlement_id = $1
               AND state IN ('CONFIRMED', 'PAYOUT_FAILED')
               AND attempt = $2 - 1
            """;

    Uni<Void> save(SqlConnection tx, Settlement.PayoutRequested requested) {
        return one(
                tx,
                REQUEST_PAYOUT,
                Tuple.of(
                        requested.calculation().id().value(),
                        requested.attempt(),
                        requested.updatedAt().atOffset(ZoneOffset.UTC)));
    }

    private static final String PAY =
            """
            UPDATE settlement
               SET state = 'PAID',
                   firmbanking_id = $3,
                   updated_at = $4
             WHERE settlement_id = $1
               AND state = 'PAYOUT_REQUESTED'
               AND attempt = $2
            """;

    Uni<Void> save(SqlConnection tx, Settlement.Paid paid) {
        return one(
                tx,
                PAY,
                Tuple.of(
                        paid.calculation().id().value(),
                        paid.attempt(),
                        paid.by().value(),
                        paid.updatedAt().atOffset(ZoneOffset.UTC)));
    }

    private static final String FAIL =
            """
            UPDATE settlement
               SET state = 'PAYOUT_FAILED',
                   failure_reason = $3,
                   updated_at = $4
             WHERE settlement_id = $1
               AND state = 'PAYOUT_REQUESTED'
               AND attempt = $2
            """;

    Uni<Void> save(SqlConnection tx, Settlement.PayoutFailed failed) {
        return one(
                tx,
                FAIL,
                Tuple.of(
                        failed.calculation().id().value(),
                        failed.attempt(),
                        failed.reason(),
                        failed.updatedAt().atOffset(ZoneOffset.UTC)));
    }

    // The row is locked in its state before, hence anything but one changed row is a defect.
    private static Uni<Void> one(SqlConnection tx, String update, Tuple values) {
        return tx.preparedQuery(update)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("a locked settlement changed its state");
                    }
                })
                .replaceWithVoid();
    }

    // As Settlement.PayoutRequested.finalBy has it, turned round so that the index serves.
    private static final String LATE =
            """
              FROM settlement
             WHERE state = 'PAYOUT_REQUESTED'
               AND updated_at <= $1::timestamptz - interval '1 second' * %1$d
            """
                    .formatted(Settlement.PayoutRequested.KNOWN_WITHIN.toSeconds());

    /** For {@link io.mypay.kit.sweep.StuckLists}. Nothing is tried again: banking has it. */
    static final String STUCK =
            """
            SELECT settlement_id AS id, merchant_id AS membership_id, state, attempt AS attempts,
                   '' AS last_reason, created_at AS create_time,
                   updated_at + interval '1 second' * %1$d AS final_by,
                   NULL::timestamptz AS next_attempt_time
            """
                            .formatted(Settlement.PayoutRequested.KNOWN_WITHIN.toSeconds())
                    + LATE
                    + """
                       AND (updated_at, settlement_id) > ($2::timestamptz - interval '1 second' * %1$d, $3)
                     ORDER BY updated_at, settlement_id
                     LIMIT $4
                    """
                            .formatted(Settlement.PayoutRequested.KNOWN_WITHIN.toSeconds());

    private static final String COUNT_STUCK = "SELECT count(*)\n" + LATE;

    Uni<Long> countStuck(SqlClient client, Instant now) {
        return client.preparedQuery(COUNT_STUCK)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static final String LIST =
            SettlementRows.SELECT
                    + """
                     WHERE business_date BETWEEN $1 AND $2
                       AND state = ANY ($3)
                       AND (business_date, settlement_id) < ($4, $5)
                     ORDER BY business_date DESC, settlement_id DESC
                     LIMIT $6
                    """;

    // A statement of its own, because the merchant decides which index is right.
    private static final String LIST_OF_MERCHANT =
            SettlementRows.SELECT
                    + """
                     WHERE merchant_id = $7
                       AND business_date BETWEEN $1 AND $2
                       AND state = ANY ($3)
                       AND (business_date, settlement_id) < ($4, $5)
                     ORDER BY business_date DESC, settlement_id DESC
                     LIMIT $6
                    """;

    /** The first rows after the token, which holds an epoch day and a settlement's id. */
    Uni<List<Settlement>> list(
            SqlClient client, SettlementFilter filter, Optional<PageToken> after, int limit) {
        var from = after.orElse(NEWEST);
        var values =
                Tuple.tuple()
                        .addLocalDate(filter.businessDate().orElse(FIRST_DATE))
                        .addLocalDate(filter.businessDate().orElse(LAST_DATE))
                        .addArrayOfString(
                                filter.state().map(one -> new String[] {one}).orElse(ALL_STATES))
                        .addLocalDate(LocalDate.ofEpochDay(from.number(0)))
                        .addUUID(from.uuid(1))
                        .addInteger(limit);
        var sql = filter.merchant().isPresent() ? LIST_OF_MERCHANT : LIST;
        filter.merchant().ifPresent(merchant -> values.addUUID(merchant.value()));
        return client.preparedQuery(sql).execute(values).map(SettlementRows::settlements);
    }
}
