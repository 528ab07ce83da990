package io.mypay.remittance.sending;

import io.mypay.kit.crypto.Sealer;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.sweep.Lease;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.funding.RechargeId;
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

/** The rows of remittances. */
@ApplicationScoped
class RemittanceStore {
    private static final int STUCK_MAX = 100;

    private final Sealer sealer;

    RemittanceStore(Sealer sealer) {
        this.sealer = sealer;
    }

    private static final String INSERT =
            """
            INSERT INTO remittance (remittance_id, sender_id, recipient_member_id, recipient_bank_code,
                                    recipient_number_sealed, amount, fee, memo, create_time, final_by,
                                    state, recharged_amount, recharge_id, firmbanking_id, failure_reason, update_time,
                                    next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """;

    Uni<Void> insert(SqlConnection tx, Remittance remittance, Instant leaseEnd) {
        var values = RemittanceRow.order(remittance.order(), sealer);
        RemittanceRow.addChanges(values, remittance);
        RemittanceRow.addInstant(values, leaseEnd);
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    // Only from the state the transition starts at: of several drivers one makes it.
    private static final String MOVE =
            """
            UPDATE remittance
               SET state = $3,
                   recharged_amount = $4,
                   recharge_id = $5,
                   firmbanking_id = $6,
                   failure_reason = $7,
                   update_time = $8,
                   next_attempt_at = $9,
                   attempts = 0,
                   last_reason = ''
             WHERE remittance_id = $1
               AND state = $2
            """;

    Uni<Boolean> move(SqlConnection tx, Remittance from, Remittance to, Instant leaseEnd) {
        var values = Tuple.of(from.id().value(), RemittanceRow.state(from));
        RemittanceRow.addChanges(values, to);
        RemittanceRow.addInstant(values, leaseEnd);
        return tx.preparedQuery(MOVE).execute(values).map(rows -> rows.rowCount() == 1);
    }

    // The pause ends at half a minute, so that an outage is over soon after its cause.
    private static final String REST =
            """
            UPDATE remittance
               SET next_attempt_at = now() + least(backoff(attempts, interval '1 second'), interval '30 seconds'),
                   attempts = attempts + 1,
                   last_reason = $3
             WHERE remittance_id = $1
               AND state = $2
            """;

    Uni<Void> rest(SqlConnection tx, Remittance remittance, String reason) {
        return tx.preparedQuery(REST)
                .execute(Tuple.of(remittance.id().value(), RemittanceRow.state(remittance), reason))
                .replaceWithVoid();
    }

    // Locked in the order of their due times, past the ones that others are claiming.
    private static final String CLAIM =
            """
            UPDATE remittance
               SET next_attempt_at = $2
             WHERE remittance_id IN (SELECT remittance_id
                                       FROM remittance
                                      WHERE state NOT IN ('COMPLETED', 'FAILED')
                                        AND next_attempt_at <= $1
                                      ORDER BY next_attempt_at
                                      LIMIT $3
                                        FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    Uni<List<Remittance>> claim(SqlConnection tx, Lease lease) {
        var values = RemittanceRow.addInstant(Tuple.tuple(), lease.now());
        RemittanceRow.addInstant(values, lease.until()).addInteger(lease.limit());
        return tx.preparedQuery(CLAIM).execute(values).map(this::remittances);
    }

    private static final String FIND =
            """
            SELECT *
              FROM remittance
             WHERE remittance_id = $1
            """;

    Uni<Optional<Remittance>> find(SqlClient client, RemittanceId id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id.value())).map(this::atMostOne);
    }

    // Locked, so that what an event makes of it is made of its latest state.
    private static final String LOCK =
            """
            SELECT *
              FROM remittance
             WHERE remittance_id = $1
               FOR UPDATE
            """;

    Uni<Optional<Remittance>> lock(SqlConnection tx, RemittanceId id) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(id.value())).map(this::atMostOne);
    }

    private static final String LOCK_BY_RECHARGE =
            """
            SELECT *
              FROM remittance
             WHERE recharge_id = $1
               FOR UPDATE
            """;

    Uni<Optional<Remittance>> lock(SqlConnection tx, RechargeId id) {
        return tx.preparedQuery(LOCK_BY_RECHARGE)
                .execute(Tuple.of(id.value()))
                .map(this::atMostOne);
    }

    // The keys are UUIDv7, so the newest comes first.
    private static final String PAGE =
            """
            SELECT *
              FROM remittance
             WHERE sender_id = $1
               AND ($2::uuid IS NULL OR remittance_id < $2)
             ORDER BY remittance_id DESC
             LIMIT $3
            """;

    /** One more than the page holds, if there are more. */
    Uni<List<Remittance>> page(
            SqlClient client, MembershipId sender, Optional<RemittanceId> below, PageSize size) {
        var values =
                Tuple.of(
                        sender.value(),
                        below.map(RemittanceId::value).orElse(null),
                        size.plusOne());
        return client.preparedQuery(PAGE).execute(values).map(this::remittances);
    }

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK_PAGE =
            """
            SELECT remittance_id AS id, sender_id AS membership_id, state, attempts, last_reason, create_time,
                   final_by, next_attempt_at AS next_attempt_time
              FROM remittance
             WHERE state NOT IN ('COMPLETED', 'FAILED')
               AND final_by <= $1
               AND (final_by, remittance_id) > ($2, $3)
             ORDER BY final_by, remittance_id
             LIMIT $4
            """;

    private static final String STUCK =
            """
            SELECT remittance_id
              FROM remittance
             WHERE state NOT IN ('COMPLETED', 'FAILED')
               AND final_by < $1
             ORDER BY final_by
             LIMIT $2
            """;

    /** The longest overdue ones. */
    Uni<List<RemittanceId>> stuck(SqlClient client, Instant now) {
        var values = RemittanceRow.addInstant(Tuple.tuple(), now).addInteger(STUCK_MAX);
        return client.preparedQuery(STUCK)
                .execute(values)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new RemittanceId(row.getUUID("remittance_id")))
                                .toList());
    }

    private List<Remittance> remittances(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> RemittanceRow.remittance(row, sealer))
                .toList();
    }

    private Optional<Remittance> atMostOne(RowSet<Row> rows) {
        return remittances(rows).stream().findFirst();
    }
}
