package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.sweep.Lease;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of withdrawals: a saga, so they are written by SQL. */
@ApplicationScoped
public class WithdrawalStore {
    private static final String INSERT =
            """
            INSERT INTO withdrawal (withdrawal_id, membership_id, state, requested_by, create_time, update_time, final_by,
                                    next_attempt_at)
            VALUES ($1, $2, 'REQUESTED', $3, $4, $4, $5, $6)
            """;

    Uni<Void> insert(SqlConnection tx, Withdrawal.Requested withdrawal, Instant leaseEnd) {
        var values =
                Tuple.of(
                        withdrawal.id().value(),
                        withdrawal.member().value(),
                        withdrawal.requestedBy(),
                        utc(withdrawal.requestedAt()),
                        utc(withdrawal.finalBy()),
                        utc(leaseEnd));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static final String FIND =
            """
            SELECT withdrawal_id, membership_id, state, obstacle, requested_by, create_time, update_time
              FROM withdrawal
             WHERE withdrawal_id = $1
            """;

    Uni<Optional<Withdrawal>> find(SqlClient client, WithdrawalId id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id.value())).map(WithdrawalStore::first);
    }

    private static final String STANDING =
            """
            SELECT withdrawal_id, membership_id, state, obstacle, requested_by, create_time, update_time
              FROM withdrawal
             WHERE membership_id = $1
               AND state <> 'REFUSED'
            """;

    /** The one that is under way or has ended the membership; under the membership's lock. */
    Uni<Optional<Withdrawal>> standing(SqlConnection tx, MembershipId member) {
        return tx.preparedQuery(STANDING)
                .execute(Tuple.of(member.value()))
                .map(WithdrawalStore::first);
    }

    // Only from REQUESTED: of several who bring money's answer, one writes it.
    private static final String END =
            """
            UPDATE withdrawal
               SET state = $2,
                   obstacle = $3,
                   update_time = $4
             WHERE withdrawal_id = $1
               AND state = 'REQUESTED'
            """;

    Uni<Boolean> complete(SqlConnection tx, Withdrawal.Completed withdrawal) {
        return end(tx, Tuple.of(withdrawal.id().value(), "COMPLETED", "", utc(withdrawal.at())));
    }

    Uni<Boolean> refuse(SqlConnection tx, Withdrawal.Refused withdrawal) {
        var obstacle = withdrawal.obstacle().name();
        return end(
                tx, Tuple.of(withdrawal.id().value(), "REFUSED", obstacle, utc(withdrawal.at())));
    }

    private static Uni<Boolean> end(SqlConnection tx, Tuple values) {
        return tx.preparedQuery(END).execute(values).map(rows -> rows.rowCount() == 1);
    }

    // The pause ends at half a minute, so that an outage is over soon after its cause.
    private static final String REST =
            """
            UPDATE withdrawal
               SET next_attempt_at = now() + least(backoff(attempts, interval '1 second'), interval '30 seconds'),
                   attempts = attempts + 1,
                   last_reason = $2
             WHERE withdrawal_id = $1
               AND state = 'REQUESTED'
            """;

    /** Gives the row back to the sweeper, and says why. */
    Uni<Void> rest(SqlConnection tx, WithdrawalId id, String reason) {
        return tx.preparedQuery(REST).execute(Tuple.of(id.value(), reason)).replaceWithVoid();
    }

    // Locked in the order of their due times, past the ones that others are claiming.
    private static final String CLAIM =
            """
            UPDATE withdrawal
               SET next_attempt_at = $2
             WHERE withdrawal_id IN (SELECT withdrawal_id
                                       FROM withdrawal
                                      WHERE state = 'REQUESTED'
                                        AND next_attempt_at <= $1
                                      ORDER BY next_attempt_at
                                      LIMIT $3
                                        FOR UPDATE SKIP LOCKED)
            RETURNING withdrawal_id
            """;

    Uni<List<WithdrawalId>> claim(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(lease.now()), utc(lease.until()), lease.limit()))
                .map(rows -> stream(rows).map(WithdrawalStore::id).toList());
    }

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK =
            """
            SELECT withdrawal_id AS id, membership_id, state, attempts, last_reason, create_time, final_by,
                   next_attempt_at AS next_attempt_time
              FROM withdrawal
             WHERE state = 'REQUESTED'
               AND final_by <= $1
               AND (final_by, withdrawal_id) > ($2, $3)
             ORDER BY final_by, withdrawal_id
             LIMIT $4
            """;

    private static final String COUNT_STUCK =
            """
            SELECT count(*) AS stuck
              FROM withdrawal
             WHERE state = 'REQUESTED'
               AND final_by <= $1
            """;

    Uni<Long> countStuck(SqlClient client, Instant now) {
        return client.preparedQuery(COUNT_STUCK)
                .execute(Tuple.of(utc(now)))
                .map(rows -> rows.iterator().next().getLong("stuck"));
    }

    private static Optional<Withdrawal> first(RowSet<Row> rows) {
        return stream(rows).map(WithdrawalStore::withdrawal).findFirst();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static Withdrawal withdrawal(Row row) {
        var member = new MembershipId(row.getUUID("membership_id"));
        var by = row.getString("requested_by");
        var at = row.getOffsetDateTime("update_time").toInstant();
        return switch (row.getString("state")) {
            case "REQUESTED" ->
                    new Withdrawal.Requested(
                            id(row), member, by, row.getOffsetDateTime("create_time").toInstant());
            case "COMPLETED" -> new Withdrawal.Completed(id(row), member, by, at);
            case "REFUSED" ->
                    new Withdrawal.Refused(
                            id(row), member, Obstacle.valueOf(row.getString("obstacle")), at);
            case String unknown -> throw new IllegalStateException("state " + unknown);
        };
    }

    private static WithdrawalId id(Row row) {
        return new WithdrawalId(row.getUUID("withdrawal_id"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
