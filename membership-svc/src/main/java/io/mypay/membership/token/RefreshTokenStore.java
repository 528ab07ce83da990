package io.mypay.membership.token;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The rows of families and their tokens. */
@ApplicationScoped
public class RefreshTokenStore {
    // Both rows are locked, so of two callers with the same token the second one finds it used.
    private static final String PRESENT =
            """
            SELECT f.family_id, f.subject, f.role, f.state, f.create_time, f.revoke_time,
                   t.expire_time, t.use_time
              FROM refresh_token t
              JOIN token_family f ON f.family_id = t.family_id
             WHERE t.token_hash = $1
               FOR UPDATE
            """;

    /** What the token is now; nothing when nobody was ever given it. */
    Uni<Optional<Presented>> present(SqlConnection tx, TokenHash token, Instant now) {
        return tx.preparedQuery(PRESENT)
                .execute(Tuple.of(token.hex()))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(presented(rows.iterator().next(), now)));
    }

    private static final String OPEN =
            """
            INSERT INTO token_family (family_id, subject, role, state, create_time, expire_time)
            VALUES ($1, $2, $3, 'OPEN', $4, $5)
            """;

    Uni<Void> open(SqlConnection tx, TokenFamily.Open family) {
        var opened = family.openedAt();
        return tx.preparedQuery(OPEN)
                .execute(
                        Tuple.of(
                                family.id().value(),
                                family.holder().subject(),
                                family.holder().role().name(),
                                utc(opened),
                                utc(family.expiry(opened))))
                .replaceWithVoid();
    }

    private static final String ISSUE =
            """
            WITH prolonged AS (
                UPDATE token_family
                   SET expire_time = $3
                 WHERE family_id = $2
                   AND state = 'OPEN'
             RETURNING family_id)
            INSERT INTO refresh_token (token_hash, family_id, expire_time)
            SELECT $1, family_id, $3
              FROM prolonged
            """;

    Uni<Void> issue(SqlConnection tx, TokenHash token, FamilyId family, Instant expiresAt) {
        return tx.preparedQuery(ISSUE)
                .execute(Tuple.of(token.hex(), family.value(), utc(expiresAt)))
                .replaceWithVoid();
    }

    private static final String USE =
            """
            UPDATE refresh_token
               SET use_time = $2
             WHERE token_hash = $1
               AND use_time IS NULL
            """;

    Uni<Void> use(SqlConnection tx, TokenHash token, Instant now) {
        return tx.preparedQuery(USE).execute(Tuple.of(token.hex(), utc(now))).replaceWithVoid();
    }

    private static final String REVOKE =
            """
            UPDATE token_family
               SET state = 'REVOKED', revoke_time = $2
             WHERE family_id = $1
               AND state = 'OPEN'
            """;

    Uni<Void> revoke(SqlConnection tx, TokenFamily.Revoked family) {
        return tx.preparedQuery(REVOKE)
                .execute(Tuple.of(family.id().value(), utc(family.at())))
                .replaceWithVoid();
    }

    private static final String REVOKE_ALL =
            """
            UPDATE token_family
               SET state = 'REVOKED', revoke_time = $2
             WHERE subject = $1
               AND state = 'OPEN'
            """;

    Uni<Void> revokeAll(SqlConnection tx, UUID subject, Instant now) {
        return tx.preparedQuery(REVOKE_ALL).execute(Tuple.of(subject, utc(now))).replaceWithVoid();
    }

    // In pieces, so that no transaction gets long; the tokens go with their family.
    private static final String FORGET =
            """
            DELETE FROM token_family
             WHERE family_id IN (SELECT family_id
                                   FROM token_family
                                  WHERE expire_time < $1
                                  ORDER BY expire_time
                                  LIMIT 1000
                                    FOR UPDATE SKIP LOCKED)
            """;

    Uni<Integer> forget(SqlConnection tx, Instant expiredBefore) {
        return tx.preparedQuery(FORGET)
                .execute(Tuple.of(utc(expiredBefore)))
                .map(rows -> rows.rowCount());
    }

    private static Presented presented(Row row, Instant now) {
        var used = Optional.ofNullable(row.getOffsetDateTime("use_time"));
        return Presented.judge(
                family(row), time(row, "expire_time"), used.map(OffsetDateTime::toInstant), now);
    }

    private static TokenFamily family(Row row) {
        var id = new FamilyId(row.getUUID("family_id"));
        return switch (row.getString("state")) {
            case "OPEN" -> new TokenFamily.Open(id, holder(row), time(row, "create_time"));
            case "REVOKED" -> new TokenFamily.Revoked(id, time(row, "revoke_time"));
            case String unknown -> throw new IllegalStateException("state " + unknown);
        };
    }

    private static Holder holder(Row row) {
        return new Holder(row.getUUID("subject"), HolderRole.valueOf(row.getString("role")));
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
