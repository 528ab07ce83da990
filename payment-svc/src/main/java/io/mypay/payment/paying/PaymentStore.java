package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.sweep.Lease;
import io.mypay.payment.PaymentId;
import io.mypay.payment.funding.RechargeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rows of payments. */
@ApplicationScoped
class PaymentStore {
    private static final int STUCK_MAX = 100;

    private static final String INSERT =
            """
            INSERT INTO payment (payment_id, member_id, merchant_id, order_name, amount, created_at, final_by,
                                 state, recharged, recharge_id, decline_reason, captured_at, refunded, updated_at,
                                 next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """;

    Uni<Void> insert(SqlConnection tx, Payment payment, Instant leaseEnd) {
        var order = payment.order();
        var values =
                Tuple.tuple()
                        .addUUID(order.id().value())
                        .addUUID(order.member().value())
                        .addUUID(order.merchant().value())
                        .addString(order.name())
                        .addLong(order.amount().minorUnits());
        PaymentRow.addInstant(values, order.requestedAt());
        PaymentRow.addInstant(values, order.finalBy());
        PaymentRow.addChanges(values, payment);
        PaymentRow.addInstant(values, leaseEnd);
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    // Only from the state the transition starts at: of several drivers one makes it.
    private static final String MOVE =
            """
            UPDATE payment
               SET state = $3,
                   recharged = $4,
                   recharge_id = $5,
                   decline_reason = $6,
                   captured_at = coalesce($7, captured_at),
                   refunded = $8,
                   updated_at = $9,
                   next_attempt_at = $10,
                   attempts = 0,
                   last_reason = ''
             WHERE payment_id = $1
               AND state = $2
            """;

    Uni<Boolean> move(SqlConnection tx, Payment from, Payment to, Instant leaseEnd) {
        var values = Tuple.of(from.id().value(), PaymentRow.state(from));
        PaymentRow.addChanges(values, to);
        PaymentRow.addInstant(values, leaseEnd);
        return tx.preparedQuery(MOVE).execute(values).map(rows -> rows.rowCount() == 1);
    }

    // The pause ends at half a minute, so that an outage is over soon after its cause.
    private static final String REST =
            """
            UPDATE payment
               SET next_attempt_at = now() + least(backoff(attempts, interval '1 second'), interval '30 seconds'),
                   attempts = attempts + 1,
                   last_reason = $3
             WHERE payment_id = $1
               AND state = $2
            """;

    Uni<Void> rest(SqlConnection tx, Payment payment, String reason) {
        return tx.preparedQuery(REST)
                .execute(Tuple.of(payment.id().value(), PaymentRow.state(payment), reason))
                .replaceWithVoid();
    }

    // Locked in the order of their due times, past the ones that others are claiming.
    private static final String CLAIM =
            """
            UPDATE payment
               SET next_attempt_at = $2
             WHERE payment_id IN (SELECT payment_id
                                    FROM payment
                                   WHERE state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED')
                                     AND next_attempt_at <= $1
                                   ORDER BY next_attempt_at
                                   LIMIT $3
                                     FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    Uni<List<Payment>> claim(SqlConnection tx, Lease lease) {
        var values = PaymentRow.addInstant(Tuple.tuple(), lease.now());
        PaymentRow.addInstant(values, lease.until()).addInteger(lease.limit());
        return tx.preparedQuery(CLAIM).execute(values).map(PaymentStore::payments);
    }

    private static final String FIND =
            """
            SELECT *
              FROM payment
             WHERE payment_id = $1
            """;

    Uni<Optional<Payment>> find(SqlClient client, PaymentId id) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(id.value()))
                .map(PaymentStore::atMostOne);
    }

    // Locked, so that refunds of one payment come one after the other.
    private static final String LOCK =
            """
            SELECT *
              FROM payment
             WHERE payment_id = $1
               FOR NO KEY UPDATE
            """;

    Uni<Optional<Payment>> lock(SqlConnection tx, PaymentId id) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(id.value())).map(PaymentStore::atMostOne);
    }

    private static final String LOCK_BY_RECHARGE =
            """
            SELECT *
              FROM payment
             WHERE recharge_id = $1
               FOR NO KEY UPDATE
            """;

    Uni<Optional<Payment>> lock(SqlConnection tx, RechargeId id) {
        return tx.preparedQuery(LOCK_BY_RECHARGE)
                .execute(Tuple.of(id.value()))
                .map(PaymentStore::atMostOne);
    }

    // Check and change are one statement, so refunds that race never reserve more than was paid.
    private static final String RESERVE_REFUND =
            """
            UPDATE payment
               SET refund_reserved = refund_reserved + $2
             WHERE payment_id = $1
               AND state IN ('CAPTURED', 'PARTIALLY_REFUNDED')
               AND amount - refund_reserved >= $2
            """;

    /** False if that much is not left. */
    Uni<Boolean> reserveRefund(SqlConnection tx, PaymentId id, Money amount) {
        return tx.preparedQuery(RESERVE_REFUND)
                .execute(Tuple.of(id.value(), amount.minorUnits()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String GIVE_BACK_RESERVED =
            """
            UPDATE payment
               SET refund_reserved = refund_reserved - $2
             WHERE payment_id = $1
               AND refund_reserved - refunded >= $2
            """;

    /** False if so much was not reserved. */
    Uni<Boolean> giveBackReserved(SqlConnection tx, PaymentId id, Money amount) {
        return tx.preparedQuery(GIVE_BACK_RESERVED)
                .execute(Tuple.of(id.value(), amount.minorUnits()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String NOT_RESERVED =
            """
            SELECT amount - refund_reserved
              FROM payment
             WHERE payment_id = $1
            """;

    /** What no refund has reserved yet. */
    Uni<Money> notReserved(SqlClient client, PaymentId id) {
        return client.preparedQuery(NOT_RESERVED)
                .execute(Tuple.of(id.value()))
                .map(rows -> Money.krw(rows.iterator().next().getLong(0)));
    }

    // The keys are UUIDv7, so the newest comes first.
    private static final String PAGE_OF_MEMBER =
            """
            SELECT *
              FROM payment
             WHERE member_id = $1
               AND ($2::uuid IS NULL OR payment_id < $2)
             ORDER BY payment_id DESC
             LIMIT $3
            """;

    private static final String PAGE_OF_MERCHANT =
            """
            SELECT *
              FROM payment
             WHERE merchant_id = $1
               AND ($2::uuid IS NULL OR payment_id < $2)
             ORDER BY payment_id DESC
             LIMIT $3
            """;

    /** One more than the page holds, if there are more. */
    Uni<List<Payment>> page(
            SqlClient client, Party party, Optional<PaymentId> below, PageSize size) {
        return switch (party) {
            case Party.Member(var id) -> page(client, PAGE_OF_MEMBER, id, below, size);
            case Party.Merchant(var id) -> page(client, PAGE_OF_MERCHANT, id, below, size);
        };
    }

    private static Uni<List<Payment>> page(
            SqlClient client, String sql, MembershipId id, Optional<PaymentId> below, PageSize n) {
        var values = Tuple.of(id.value(), below.map(PaymentId::value).orElse(null), n.plusOne());
        return client.preparedQuery(sql).execute(values).map(PaymentStore::payments);
    }

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK_PAGE =
            """
            SELECT payment_id AS id, member_id AS membership_id, state, attempts, last_reason,
                   created_at AS create_time, final_by, next_attempt_at AS next_attempt_time
              FROM payment
             WHERE state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED')
               AND final_by <= $1
               AND (final_by, payment_id) > ($2, $3)
             ORDER BY final_by, payment_id
             LIMIT $4
            """;

    private static final String STUCK =
            """
            SELECT payment_id
              FROM payment
             WHERE state IN ('REQUESTED', 'LACKING', 'RECHARGING', 'FUNDED', 'AUTHORIZED')
               AND final_by < $1
             ORDER BY final_by
             LIMIT $2
            """;

    /** The longest overdue ones. */
    Uni<List<PaymentId>> stuck(SqlClient client, Instant now) {
        var values = PaymentRow.addInstant(Tuple.tuple(), now).addInteger(STUCK_MAX);
        return client.preparedQuery(STUCK)
                .execute(values)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new PaymentId(row.getUUID(0)))
                                .toList());
    }

    private static List<Payment> payments(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(PaymentRow::payment).toList();
    }

    private static Optional<Payment> atMostOne(RowSet<Row> rows) {
        return payments(rows).stream().findFirst();
    }
}
