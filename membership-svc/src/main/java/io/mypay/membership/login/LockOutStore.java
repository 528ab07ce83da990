package io.mypay.membership.login;

import io.mypay.membership.Sha256;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Wrong passwords in a row, by email. Emails that nobody has are not kept readable. */
@ApplicationScoped
public class LockOutStore {
    // Attempts at one email are counted one after another, also the very first ones, for which
    // there is no row to lock yet.
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('lock_out ' || $1, 0))
            """;

    Uni<LockOut> lock(SqlConnection tx, Email email) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(hash(email))).chain(() -> find(tx, email));
    }

    private static final String FIND =
            """
            SELECT failures, locked_until_time
              FROM lock_out
             WHERE email_hash = $1
            """;

    Uni<LockOut> find(SqlConnection tx, Email email) {
        return tx.preparedQuery(FIND).execute(Tuple.of(hash(email))).map(LockOutStore::lockOut);
    }

    private static final String SAVE =
            """
            INSERT INTO lock_out (email_hash, failures, locked_until_time, update_time)
            VALUES ($1, $2, $3, $4)
                ON CONFLICT (email_hash)
                DO UPDATE SET failures = excluded.failures,
                              locked_until_time = excluded.locked_until_time,
                              update_time = excluded.update_time
            """;

    Uni<Void> save(SqlConnection tx, Email email, LockOut lockOut, Instant now) {
        return tx.preparedQuery(SAVE)
                .execute(
                        Tuple.of(
                                hash(email),
                                lockOut.failures(),
                                lockOut.until().atOffset(ZoneOffset.UTC),
                                now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static final String CLEAR =
            """
            DELETE FROM lock_out
             WHERE email_hash = $1
            """;

    Uni<Void> clear(SqlConnection tx, Email email) {
        return tx.preparedQuery(CLEAR).execute(Tuple.of(hash(email))).replaceWithVoid();
    }

    // In pieces, so that no transaction gets long.
    private static final String FORGET =
            """
            DELETE FROM lock_out
             WHERE email_hash IN (SELECT email_hash
                                    FROM lock_out
                                   WHERE update_time < $1
                                   ORDER BY update_time
                                   LIMIT 1000
                                     FOR UPDATE SKIP LOCKED)
            """;

    Uni<Integer> forget(SqlConnection tx, Instant quietSince) {
        return tx.preparedQuery(FORGET)
                .execute(Tuple.of(quietSince.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount());
    }

    private static LockOut lockOut(Iterable<Row> rows) {
        for (var row : rows) {
            var until = row.getOffsetDateTime("locked_until_time").toInstant();
            return new LockOut(row.getInteger("failures"), until);
        }
        return LockOut.NONE;
    }

    private static String hash(Email email) {
        return Sha256.hex(email.value());
    }
}
