package io.mypay.money.recharge;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.sweep.Lease;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code recharge}. */
@ApplicationScoped
public class RechargeStore {
    private static final UUID NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final String INSERT =
            """
            INSERT INTO recharge (recharge_id, membership_id, registered_bank_account_id, amount, currency, state,
                                  create_time, update_time, final_by, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, 'REQUESTED', $6, $6, $7, $7)
            """;

    Uni<Void> insert(SqlConnection tx, Recharge.Requested recharge) {
        var terms = recharge.terms();
        var values =
                Tuple.tuple()
                        .addUUID(terms.id().value())
                        .addUUID(terms.member().value())
                        .addUUID(terms.from().value())
                        .addLong(terms.amount().minorUnits())
                        .addString(terms.amount().currency().getCurrencyCode())
                        .addOffsetDateTime(terms.requestedAt().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(terms.finalBy().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static final String FIND =
            """
            SELECT recharge_id, membership_id, registered_bank_account_id, amount, currency, state,
                   firmbanking_id, failure_reason, create_time, update_time, final_by
              FROM recharge
             WHERE recharge_id = $1
            """;

    Uni<Optional<Recharge>> find(SqlClient client, RechargeId id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id.value())).map(RechargeStore::first);
    }

    // Whoever ends it reads it first under this lock, so of two ends only one finds it requested.
    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    Uni<Optional<Recharge>> lock(SqlConnection tx, RechargeId id) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(id.value())).map(RechargeStore::first);
    }

    private static final String LIST =
            """
            SELECT recharge_id, membership_id, registered_bank_account_id, amount, currency, state,
                   firmbanking_id, failure_reason, create_time, update_time, final_by
              FROM recharge
             WHERE membership_id = $1
               AND recharge_id < $2
             ORDER BY recharge_id DESC
             LIMIT $3
            """;

    /** Newest first, older than {@code before} where it is given. */
    Uni<List<Recharge>> list(
            SqlClient client, MembershipId member, Optional<RechargeId> before, int limit) {
        var older = before.map(RechargeId::value).orElse(NEWEST);
        return client.preparedQuery(LIST)
                .execute(Tuple.of(member.value(), older, limit))
                .map(RechargeStore::all);
    }

    private static final String IS_ANY_REQUESTED =
            """
            SELECT EXISTS (SELECT FROM recharge
                            WHERE membership_id = $1
                              AND state = 'REQUESTED') AS requested
            """;

    Uni<Boolean> isAnyRequested(SqlConnection tx, MembershipId member) {
        return tx.preparedQuery(IS_ANY_REQUESTED)
                .execute(Tuple.of(member.value()))
                .map(rows -> rows.iterator().next().getBoolean("requested"));
    }

    // The predicate on the state makes it impossible to end twice, whatever the caller believes.
    private static final String END =
            """
            UPDATE recharge
               SET state = $2,
                   firmbanking_id = $3,
                   failure_reason = $4,
                   update_time = $5
             WHERE recharge_id = $1
               AND state = 'REQUESTED'
            """;

    Uni<Void> succeed(SqlConnection tx, Recharge.Succeeded recharge) {
        return end(
                tx,
                Tuple.tuple()
                        .addUUID(recharge.id().value())
                        .addString("SUCCEEDED")
                        .addUUID(recharge.by().value())
                        .addString(null)
                        .addOffsetDateTime(recharge.at().atOffset(ZoneOffset.UTC)));
    }

    Uni<Void> fail(SqlConnection tx, Recharge.Failed recharge) {
        return end(
                tx,
                Tuple.tuple()
                        .addUUID(recharge.id().value())
                        .addString("FAILED")
                        .addUUID(null)
                        .addString(recharge.reason())
                        .addOffsetDateTime(recharge.at().atOffset(ZoneOffset.UTC)));
    }

    private static Uni<Void> end(SqlConnection tx, Tuple values) {
        return tx.preparedQuery(END)
                .execute(values)
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException("a locked recharge was not requested");
                    }
                })
                .replaceWithVoid();
    }

    // Takes those whose time is over, and pushes their next turn away, so that each is raised
    // again with growing pauses and by one instance only.
    private static final String CLAIM_STUCK =
            """
            UPDATE recharge
               SET attempts = attempts + 1,
                   next_attempt_at = $1::timestamptz + backoff(attempts + 1, $2 * interval '1 second')
             WHERE recharge_id IN (SELECT recharge_id
                                     FROM recharge
                                    WHERE state = 'REQUESTED'
                                      AND final_by <= $1
                                      AND next_attempt_at <= $1
                                    ORDER BY final_by
                                    LIMIT $3
                                      FOR UPDATE SKIP LOCKED)
            RETURNING recharge_id
            """;

    Uni<List<RechargeId>> claimStuck(SqlConnection tx, Lease lease) {
        return tx.preparedQuery(CLAIM_STUCK)
                .execute(
                        Tuple.of(
                                lease.now().atOffset(ZoneOffset.UTC),
                                (double) lease.length().toSeconds(),
                                lease.limit()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new RechargeId(row.getUUID("recharge_id")))
                                .toList());
    }

    /**
     * For {@link io.mypay.kit.sweep.StuckLists}. A recharge waits for banking, and nothing fails.
     */
    static final String STUCK =
            """
            SELECT recharge_id AS id, membership_id, state, attempts, '' AS last_reason, create_time, final_by,
                   next_attempt_at AS next_attempt_time
              FROM recharge
             WHERE state = 'REQUESTED'
               AND final_by <= $1
               AND (final_by, recharge_id) > ($2, $3)
             ORDER BY final_by, recharge_id
             LIMIT $4
            """;

    private static final String COUNT_STUCK =
            """
            SELECT count(*) AS stuck
              FROM recharge
             WHERE state = 'REQUESTED'
               AND final_by <= $1
            """;

    Uni<Long> countStuck(SqlConnection tx, Instant now) {
        return tx.preparedQuery(COUNT_STUCK)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong("stuck"));
    }

    private static Optional<Recharge> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Recharge> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RechargeStore::recharge)
                .toList();
    }

    private static Recharge recharge(Row row) {
        var terms =
                new Recharge.Terms(
                        new RechargeId(row.getUUID("recharge_id")),
                        new MembershipId(row.getUUID("membership_id")),
                        new RegisteredBankAccountId(row.getUUID("registered_bank_account_id")),
                        new Money(
                                row.getLong("amount"),
                                Currency.getInstance(row.getString("currency"))),
                        instant(row, "create_time"),
                        instant(row, "final_by"));
        var at = instant(row, "update_time");
        var state = row.getString("state");
        return switch (state) {
            case "REQUESTED" -> new Recharge.Requested(terms);
            case "SUCCEEDED" ->
                    new Recharge.Succeeded(
                            terms, new FirmbankingId(row.getUUID("firmbanking_id")), at);
            case "FAILED" -> new Recharge.Failed(terms, row.getString("failure_reason"), at);
            default -> throw new IllegalStateException("a recharge is " + state);
        };
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
