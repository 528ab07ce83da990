package io.mypay.payment.refund;

import io.mypay.kit.money.Money;
import io.mypay.kit.sweep.Lease;
import io.mypay.payment.PaymentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rows of refunds. */
@ApplicationScoped
class RefundStore {

    private static final String INSERT =
            """
            INSERT INTO refund (refund_id, payment_id, amount, reason, state, requested_by, created_at, updated_at,
                                final_by, next_attempt_at)
            VALUES ($1, $2, $3, $4, 'REQUESTED', $5, $6, $6, $7, $8)
            """;

    Uni<Void> insert(SqlConnection tx, Refund.Requested refund, Instant leaseEnd) {
        var values =
                Tuple.tuple()
                        .addUUID(refund.id().value())
                        .addUUID(refund.payment().value())
                        .addLong(refund.amount().minorUnits())
                        .addString(refund.reason())
                        .addString(refund.requestedBy())
                        .addOffsetDateTime(utc(refund.requestedAt()))
                        .addOffsetDateTime(utc(refund.finalBy()))
                        .addOffsetDateTime(utc(leaseEnd));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    // Only from REQUESTED: of several who complete it, one does.
    private static final String COMPLETE =
            """
            UPDATE refund
               SET state = 'COMPLETED',
                   refunded_so_far = $2,
                   updated_at = $3
             WHERE refund_id = $1
               AND state = 'REQUESTED'
            """;

    Uni<Boolean> save(SqlConnection tx, Refund.Completed refund) {
        var values =
                Tuple.of(
                        refund.id().value(),
                        refund.refundedSoFar().minorUnits(),
                        utc(refund.completedAt()));
        return tx.preparedQuery(COMPLETE).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String REFUSE =
            """
            UPDATE refund
               SET state = 'REFUSED',
                   updated_at = $2
             WHERE refund_id = $1
               AND state = 'REQUESTED'
            """;

    Uni<Boolean> save(SqlConnection tx, Refund.Refused refund) {
        return tx.preparedQuery(REFUSE)
                .execute(Tuple.of(refund.id().value(), utc(refund.at())))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String FIND =
            """
            SELECT *
              FROM refund
             WHERE refund_id = $1
            """;

    Uni<Optional<Refund>> find(SqlClient client, RefundId id) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(RefundStore::refund)
                                .findFirst());
    }

    // Locked in the order of their due times, past the ones that others are claiming.
    private static final String CLAIM =
            """
            UPDATE refund
               SET attempts = attempts + 1,
                   next_attempt_at = $1::timestamptz + backoff(attempts, $2::bigint * interval '1 millisecond')
             WHERE refund_id IN (SELECT refund_id
                                   FROM refund
                                  WHERE state = 'REQUESTED'
                                    AND next_attempt_at <= $1
                                  ORDER BY next_attempt_at
                                  LIMIT $3
                                    FOR UPDATE SKIP LOCKED)
            RETURNING refund_id
            """;

    Uni<List<RefundId>> claim(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(lease.now()), lease.length().toMillis(), lease.limit()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new RefundId(row.getUUID(0)))
                                .toList());
    }

    private static final String NOTE =
            """
            UPDATE refund
               SET last_reason = $2
             WHERE refund_id = $1
               AND state = 'REQUESTED'
            """;

    /** Why it is not completed yet, for those who look after it. */
    Uni<Void> note(SqlConnection tx, RefundId id, String reason) {
        return tx.preparedQuery(NOTE).execute(Tuple.of(id.value(), reason)).replaceWithVoid();
    }

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK_PAGE =
            """
            SELECT refund_id AS id, member_id AS membership_id, refund.state, refund.attempts,
                   refund.last_reason, refund.created_at AS create_time, refund.final_by,
                   refund.next_attempt_at AS next_attempt_time
              FROM refund
              JOIN payment USING (payment_id)
             WHERE refund.state = 'REQUESTED'
               AND refund.final_by <= $1
               AND (refund.final_by, refund_id) > ($2, $3)
             ORDER BY refund.final_by, refund_id
             LIMIT $4
            """;

    private static final String COUNT_STUCK =
            """
            SELECT count(*)
              FROM refund
             WHERE state = 'REQUESTED'
               AND final_by <= $1
            """;

    Uni<Long> countStuck(SqlClient client, Instant now) {
        return client.preparedQuery(COUNT_STUCK)
                .execute(Tuple.of(utc(now)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Refund refund(Row row) {
        var id = new RefundId(row.getUUID("refund_id"));
        var payment = new PaymentId(row.getUUID("payment_id"));
        var amount = Money.krw(row.getLong("amount"));
        return switch (row.getString("state")) {
            case "REQUESTED" ->
                    new Refund.Requested(
                            id,
                            payment,
                            amount,
                            row.getString("reason"),
                            row.getString("requested_by"),
                            row.getOffsetDateTime("created_at").toInstant());
            case "COMPLETED" ->
                    new Refund.Completed(
                            id,
                            payment,
                            amount,
                            Money.krw(row.getLong("refunded_so_far")),
                            row.getOffsetDateTime("updated_at").toInstant());
            case "REFUSED" ->
                    new Refund.Refused(
                            id, payment, amount, row.getOffsetDateTime("updated_at").toInstant());
            default -> throw new IllegalStateException("no state: " + row.getString("state"));
        };
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
