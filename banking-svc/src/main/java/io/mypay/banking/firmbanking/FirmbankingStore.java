package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankCode;
import io.mypay.banking.vault.Vault;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.sweep.Lease;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
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
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Firmbankings in PostgreSQL. */
@ApplicationScoped
class FirmbankingStore {
    private final FirmbankingRows rows;

    FirmbankingStore(Vault vault) {
        this.rows = new FirmbankingRows(vault);
    }

    // Two who ask for one origin at once come one after the other, so the second finds the first's
    // row. The unique constraint holds it again, for whoever forgets this lock.
    private static final String LOCK_ORIGIN =
            """
            SELECT pg_advisory_xact_lock(hashtext('firmbanking origin'), hashtext($1))
            """;

    Uni<Void> lockOrigin(SqlConnection tx, UUID originId) {
        return tx.preparedQuery(LOCK_ORIGIN)
                .execute(Tuple.of(originId.toString()))
                .replaceWithVoid();
    }

    private static final String INSERT =
            """
            INSERT INTO firmbanking (firmbanking_id, origin, origin_id, membership_id, direction,
                   registered_bank_account_id, bank_code, account_number_sealed, amount,
                   bank_contract_id, business_date, state, next_attempt_time, create_time, update_time, final_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'REQUESTED', $12, $13, $14, $15)
            """;

    Uni<Void> insert(SqlConnection tx, Firmbanking.Requested requested, Instant nextAttempt) {
        var command = requested.command();
        var values =
                Tuple.tuple()
                        .addUUID(command.id().value())
                        .addString(command.purpose().origin().name())
                        .addUUID(command.purpose().originId())
                        .addUUID(command.purpose().membership().value())
                        .addString(command.direction().name())
                        .addUUID(command.registered().map(id -> id.value()).orElse(null))
                        .addString(command.bank().value())
                        .addBuffer(Buffer.buffer(rows.seal(command)))
                        .addLong(command.amount().minorUnits())
                        .addUUID(command.contract().value())
                        .addLocalDate(command.businessDate())
                        .addOffsetDateTime(utc(nextAttempt))
                        .addOffsetDateTime(utc(command.createdAt()))
                        .addOffsetDateTime(utc(requested.changedAt()))
                        .addOffsetDateTime(utc(command.finalBy()));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static final String FIND = "SELECT * FROM firmbanking WHERE firmbanking_id = $1";

    Uni<Optional<Firmbanking>> find(SqlClient client, FirmbankingId id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id.value())).map(this::first);
    }

    private static final String OF_ORIGIN = "SELECT * FROM firmbanking WHERE origin_id = $1";

    Uni<Optional<Firmbanking>> ofOrigin(SqlClient client, UUID originId) {
        return client.preparedQuery(OF_ORIGIN).execute(Tuple.of(originId)).map(this::first);
    }

    // Whoever decides what comes next holds the row until that is committed.
    private static final String LOCK =
            """
            SELECT *
              FROM firmbanking
             WHERE firmbanking_id = $1
               FOR NO KEY UPDATE
            """;

    Uni<Firmbanking> lock(SqlConnection tx, FirmbankingId id) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(this::first)
                .map(found -> found.orElseThrow(() -> gone(id)));
    }

    // The old state is in the predicate as well as in the type: only the transition that was
    // decided on can happen. The pause grows while the state stays the same.
    private static final String CHANGE =
            """
            UPDATE firmbanking
               SET state = $3,
                   bank_contract_id = $4,
                   fee = $5,
                   failure_reason = $6,
                   unheard_since = $7,
                   update_time = $8,
                   attempts = CASE WHEN state = $3 THEN attempts ELSE 0 END,
                   last_reason = CASE WHEN state = $3 THEN last_reason ELSE '' END,
                   next_attempt_time = $9::timestamptz + make_interval(secs => least($11,
                       $10 * power(2, CASE WHEN state = $3 THEN least(attempts, 16) ELSE 0 END)))
             WHERE firmbanking_id = $1
               AND state = $2
            """;

    Uni<Void> change(SqlConnection tx, Firmbanking from, Firmbanking to, Pause pause, Instant now) {
        var id = to.command().id();
        var end = FirmbankingRows.end(to);
        var values =
                Tuple.tuple()
                        .addUUID(id.value())
                        .addString(from.state().name())
                        .addString(to.state().name())
                        .addUUID(to.command().contract().value())
                        .addLong(end.fee().map(Money::minorUnits).orElse(null))
                        .addString(end.failureReason())
                        .addOffsetDateTime(
                                end.unheardSince().map(FirmbankingStore::utc).orElse(null))
                        .addOffsetDateTime(utc(to.changedAt()))
                        .addOffsetDateTime(utc(now))
                        .addDouble(seconds(pause.first().toMillis()))
                        .addDouble(seconds(pause.longest().toMillis()));
        return tx.preparedQuery(CHANGE)
                .execute(values)
                .invoke(changed -> requireOne(changed.rowCount(), id))
                .replaceWithVoid();
    }

    private static final String POSTPONE =
            """
            UPDATE firmbanking
               SET next_attempt_time = $2::timestamptz
                       + make_interval(secs => least($4, $3 * power(2, least(attempts, 16)))),
                   last_reason = $5
             WHERE firmbanking_id = $1
               AND state = 'REQUESTED'
            """;

    /** What was not sent waits, longer each time; what was sent meanwhile is left alone. */
    Uni<Void> postpone(SqlConnection tx, FirmbankingId id, Pause pause, Why why) {
        var values =
                Tuple.tuple()
                        .addUUID(id.value())
                        .addOffsetDateTime(utc(why.at()))
                        .addDouble(seconds(pause.first().toMillis()))
                        .addDouble(seconds(pause.longest().toMillis()))
                        .addString(why.reason());
        return tx.preparedQuery(POSTPONE).execute(values).replaceWithVoid();
    }

    private static final String NOTE =
            """
            UPDATE firmbanking
               SET last_reason = $2
             WHERE firmbanking_id = $1
            """;

    /** Why it still waits, for those who look after it. */
    Uni<Void> note(SqlConnection tx, FirmbankingId id, String reason) {
        return tx.preparedQuery(NOTE).execute(Tuple.of(id.value(), reason)).replaceWithVoid();
    }

    /** For {@link io.mypay.kit.sweep.StuckLists}. */
    static final String STUCK =
            """
            SELECT firmbanking_id AS id, membership_id, state, attempts, last_reason, create_time, final_by,
                   next_attempt_time
              FROM firmbanking
             WHERE state IN ('REQUESTED', 'SENT', 'UNKNOWN')
               AND final_by <= $1
               AND (final_by, firmbanking_id) > ($2, $3)
             ORDER BY final_by, firmbanking_id
             LIMIT $4
            """;

    // SKIP LOCKED lets several instances sweep at once; the lease keeps others away afterwards.
    private static final String CLAIM =
            """
            WITH due AS (
                SELECT firmbanking_id
                  FROM firmbanking
                 WHERE state IN ('REQUESTED', 'SENT', 'UNKNOWN')
                   AND next_attempt_time <= $1
                 ORDER BY next_attempt_time
                 LIMIT $2
                   FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE firmbanking
               SET attempts = attempts + 1,
                   next_attempt_time = $3
              FROM due
             WHERE firmbanking.firmbanking_id = due.firmbanking_id
            RETURNING firmbanking.firmbanking_id, bank_code, state
            """;

    Uni<List<Due>> claim(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(lease.now()), lease.limit(), utc(lease.until())))
                .map(found -> stream(found).map(FirmbankingStore::due).toList());
    }

    // Ids sort by time, so a page goes on below the last one's id.
    private static final String PAGE =
            """
            SELECT *
              FROM firmbanking
             WHERE ($1::uuid IS NULL OR membership_id = $1)
               AND ($2::text IS NULL OR state = $2)
               AND ($3::timestamptz IS NULL OR create_time >= $3)
               AND ($4::timestamptz IS NULL OR create_time < $4)
               AND ($5::uuid IS NULL OR firmbanking_id < $5)
             ORDER BY firmbanking_id DESC
             LIMIT $6
            """;

    /** One more than the page holds, if there is one. */
    Uni<List<Firmbanking>> page(SqlClient client, FirmbankingFilter filter, PageSize size) {
        var values =
                Tuple.tuple()
                        .addUUID(filter.membership().map(MembershipId::value).orElse(null))
                        .addString(filter.state().map(Enum::name).orElse(null))
                        .addOffsetDateTime(filter.from().map(FirmbankingStore::utc).orElse(null))
                        .addOffsetDateTime(filter.until().map(FirmbankingStore::utc).orElse(null))
                        .addUUID(filter.below().orElse(null))
                        .addInteger(size.plusOne());
        return client.preparedQuery(PAGE)
                .execute(values)
                .map(found -> stream(found).map(rows::firmbanking).toList());
    }

    private static final String COUNT =
            """
            SELECT count(*) FILTER (WHERE state = 'UNKNOWN') AS unknown,
                   count(*) FILTER (WHERE final_by <= $1)    AS stuck,
                   count(*)                                  AS open
              FROM firmbanking
             WHERE state IN ('REQUESTED', 'SENT', 'UNKNOWN')
            """;

    Uni<OpenCount> count(SqlClient client, Instant now) {
        return client.preparedQuery(COUNT)
                .execute(Tuple.of(utc(now)))
                .map(found -> found.iterator().next())
                .map(row ->
                        new OpenCount(
                                row.getLong("open"), row.getLong("unknown"), row.getLong("stuck")));
    }

    private Optional<Firmbanking> first(RowSet<Row> found) {
        return stream(found).map(rows::firmbanking).findFirst();
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false);
    }

    private static Due due(Row row) {
        return new Due(
                new FirmbankingId(row.getUUID("firmbanking_id")),
                new BankCode(row.getString("bank_code")),
                Firmbanking.State.valueOf(row.getString("state")));
    }

    private static void requireOne(int changed, FirmbankingId id) {
        if (changed != 1) {
            throw new IllegalStateException(id + " changed under its lock");
        }
    }

    private static IllegalStateException gone(FirmbankingId id) {
        return new IllegalStateException("firmbankings are never deleted, but " + id + " is");
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
