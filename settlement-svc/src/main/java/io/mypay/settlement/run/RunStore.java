package io.mypay.settlement.run;

import io.mypay.kit.sweep.Lease;
import io.mypay.settlement.merchant.RunId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Runs as rows. */
@ApplicationScoped
class RunStore {

    private static final String FIND = RunRows.SELECT + " WHERE run_id = $1";

    Uni<Optional<SettlementRun>> find(SqlClient client, RunId id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id.value())).map(RunRows::run);
    }

    private static final String FIND_BY_DATE = RunRows.SELECT + " WHERE business_date = $1";

    Uni<Optional<SettlementRun>> find(SqlClient client, LocalDate businessDate) {
        return client.preparedQuery(FIND_BY_DATE).execute(Tuple.of(businessDate)).map(RunRows::run);
    }

    // Held until the commit: transitions of one run come one after the other, and whoever comes
    // second sees what the first one's settlements and chunks have become.
    private static final String LOCK = RunRows.SELECT + " WHERE run_id = $1 FOR NO KEY UPDATE";

    Uni<Optional<SettlementRun>> lock(SqlConnection tx, RunId id) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(id.value())).map(RunRows::run);
    }

    private static final String INSERT =
            """
            INSERT INTO settlement_run (run_id, business_date, first_date, state, created_by, created_at, updated_at,
                                        next_attempt_at)
            VALUES ($1, $2, $3, 'COLLECTING', $4, $5, $5, $5)
            """;

    Uni<Void> insert(SqlConnection tx, SettlementRun.Collecting run, String by) {
        var head = run.head();
        return tx.preparedQuery(INSERT)
                .execute(
                        Tuple.of(
                                head.id().value(),
                                head.period().last(),
                                head.period().first(),
                                by,
                                utc(head.createdAt())))
                .replaceWithVoid();
    }

    private static final String PLANNED =
            """
            UPDATE settlement_run
               SET chunk_count = $2
             WHERE run_id = $1
               AND chunk_count IS NULL
            """;

    Uni<Void> planned(SqlConnection tx, RunId id, int chunks) {
        return one(tx, PLANNED, Tuple.of(id.value(), chunks));
    }

    private static final String CALCULATED =
            """
            UPDATE settlement_run
               SET state = 'CALCULATED',
                   merchant_count = $2,
                   voucher_count = $3,
                   gross = $4,
                   refunded = $5,
                   commission = $6,
                   net = $7,
                   updated_at = $8,
                   last_reason = ''
             WHERE run_id = $1
               AND state = 'COLLECTING'
            """;

    Uni<Void> save(SqlConnection tx, SettlementRun.Calculated run) {
        var totals = run.totals();
        var values =
                Tuple.tuple()
                        .addUUID(run.head().id().value())
                        .addInteger(totals.merchantCount())
                        .addInteger(totals.voucherCount())
                        .addLong(totals.gross().minorUnits())
                        .addLong(totals.refunded().minorUnits())
                        .addLong(totals.commission().minorUnits())
                        .addLong(totals.net().minorUnits())
                        .addOffsetDateTime(utc(run.updatedAt()));
        return one(tx, CALCULATED, values);
    }

    private static final String CONFIRMED =
            """
            UPDATE settlement_run
               SET state = 'CONFIRMED',
                   confirmed_by = $2,
                   confirmed_at = $3,
                   final_by = $4,
                   updated_at = $3,
                   last_reason = '',
                   attempts = 0,
                   next_attempt_at = $3
             WHERE run_id = $1
               AND state = 'CALCULATED'
            """;

    Uni<Void> save(SqlConnection tx, SettlementRun.Confirmed run) {
        var confirmation = run.confirmation();
        return one(
                tx,
                CONFIRMED,
                Tuple.of(
                        run.head().id().value(),
                        confirmation.by(),
                        utc(confirmation.at()),
                        utc(confirmation.finalBy())));
    }

    private static final String PAYING =
            """
            UPDATE settlement_run
               SET state = 'PAYING',
                   updated_at = $2,
                   last_reason = '',
                   attempts = 0,
                   next_attempt_at = $2
             WHERE run_id = $1
               AND state = 'CONFIRMED'
            """;

    Uni<Void> save(SqlConnection tx, SettlementRun.Paying run) {
        return one(tx, PAYING, Tuple.of(run.head().id().value(), utc(run.updatedAt())));
    }

    private static final String COMPLETED =
            """
            UPDATE settlement_run
               SET state = 'COMPLETED',
                   updated_at = $2
             WHERE run_id = $1
               AND state = 'PAYING'
            """;

    Uni<Void> save(SqlConnection tx, SettlementRun.Completed run) {
        return one(tx, COMPLETED, Tuple.of(run.head().id().value(), utc(run.updatedAt())));
    }

    private static final String CLAIM =
            """
            UPDATE settlement_run
               SET attempts = attempts + 1,
                   next_attempt_at = $1::timestamptz + backoff(attempts, $2::bigint * interval '1 millisecond')
             WHERE run_id IN (SELECT run_id
                                FROM settlement_run
                               WHERE state IN ('COLLECTING', 'CONFIRMED', 'PAYING')
                                 AND next_attempt_at <= $1
                               ORDER BY next_attempt_at
                               LIMIT $3
                                 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING run_id
            """;

    Uni<List<RunId>> claim(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(lease.now()), lease.length().toMillis(), lease.limit()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new RunId(row.getUUID("run_id")))
                                .toList());
    }

    private static final String NOTE =
            """
            UPDATE settlement_run
               SET last_reason = $2
             WHERE run_id = $1
               AND state <> 'COMPLETED'
            """;

    /** Why it did not go on, for those who look after it. */
    Uni<Void> note(SqlConnection tx, RunId id, String reason) {
        return tx.preparedQuery(NOTE).execute(Tuple.of(id.value(), reason)).replaceWithVoid();
    }

    // One row per date: no index is worth its writes. As SettlementRun.finalBy has it.
    private static final String LATE =
            """
              FROM (SELECT *, CASE WHEN state = 'COLLECTING'
                                   THEN created_at + interval '1 second' * %d
                                   ELSE final_by
                               END AS due
                      FROM settlement_run
                     WHERE state IN ('COLLECTING', 'CONFIRMED', 'PAYING')) AS run
             WHERE due <= $1
            """
                    .formatted(SettlementRun.Collecting.CALCULATED_WITHIN.toSeconds());

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK =
            """
            SELECT run_id AS id, NULL::uuid AS membership_id, state, attempts, last_reason,
                   created_at AS create_time, due AS final_by, next_attempt_at AS next_attempt_time
            """
                    + LATE
                    + """
                       AND (due, run_id) > ($2, $3)
                     ORDER BY due, run_id
                     LIMIT $4
                    """;

    private static final String COUNT_STUCK = "SELECT count(*)\n" + LATE;

    Uni<Long> countStuck(SqlClient client, Instant now) {
        return client.preparedQuery(COUNT_STUCK)
                .execute(Tuple.of(utc(now)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    // The row is locked in its state before, hence anything but one changed row is a defect.
    private static Uni<Void> one(SqlConnection tx, String update, Tuple values) {
        return tx.preparedQuery(update)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("a locked run changed its state");
                    }
                })
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
