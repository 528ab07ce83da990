package io.mypay.membership.key;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.StreamSupport;

/** The keys' rows. */
@ApplicationScoped
public class SigningKeyStore {
    // Instances look at the keys one after another: the second one finds what the first one did.
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('signing_key', 0))
            """;

    Uni<Void> lock(SqlConnection tx) {
        return tx.query(LOCK).execute().replaceWithVoid();
    }

    private static final String PUBLISHED =
            """
            SELECT key_id, state, public_jwk, private_jwk, publish_time, signing_time, retire_time
              FROM signing_key
             WHERE state IN ('NEXT', 'SIGNING')
                OR (state = 'RETIRED' AND retire_time > $1)
             ORDER BY key_id
            """;

    /** What verifiers need, without the keys that retired before {@code retiredAfter}. */
    Uni<KeySet> published(SqlConnection tx, Instant retiredAfter) {
        return tx.preparedQuery(PUBLISHED)
                .execute(Tuple.of(retiredAfter.atOffset(ZoneOffset.UTC)))
                .map(rows ->
                        KeySet.of(
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(SigningKeyStore::key)
                                        .toList()));
    }

    private static final String PUBLISH =
            """
            INSERT INTO signing_key (key_id, state, public_jwk, private_jwk, publish_time)
            VALUES ($1, 'NEXT', $2, $3, $4)
            """;

    Uni<Void> publish(SqlConnection tx, SigningKey.Next key) {
        return tx.preparedQuery(PUBLISH)
                .execute(
                        Tuple.tuple()
                                .addUUID(key.id().value())
                                .addJsonObject(new JsonObject(key.publicJwk()))
                                .addBuffer(Buffer.buffer(key.sealed().bytes()))
                                .addOffsetDateTime(key.publishedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static final String BEGIN =
            """
            UPDATE signing_key
               SET state = 'SIGNING', signing_time = $2
             WHERE key_id = $1
               AND state = 'NEXT'
            """;

    Uni<Void> begin(SqlConnection tx, SigningKey.Signing key) {
        return tx.preparedQuery(BEGIN)
                .execute(Tuple.of(key.id().value(), key.since().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    // What cannot sign any more cannot leak.
    private static final String RETIRE =
            """
            UPDATE signing_key
               SET state = 'RETIRED', retire_time = $2, private_jwk = NULL
             WHERE key_id = $1
               AND state = 'SIGNING'
            """;

    Uni<Void> retire(SqlConnection tx, SigningKey.Retired key) {
        return tx.preparedQuery(RETIRE)
                .execute(Tuple.of(key.id().value(), key.at().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static SigningKey key(Row row) {
        var id = new KeyId(row.getUUID("key_id"));
        var jwk = row.getJsonObject("public_jwk").encode();
        return switch (row.getString("state")) {
            case "NEXT" -> new SigningKey.Next(id, jwk, sealed(row), time(row, "publish_time"));
            case "SIGNING" ->
                    new SigningKey.Signing(id, jwk, sealed(row), time(row, "signing_time"));
            case "RETIRED" -> new SigningKey.Retired(id, jwk, time(row, "retire_time"));
            case String unknown -> throw new IllegalStateException("state " + unknown);
        };
    }

    private static SealedJwk sealed(Row row) {
        return new SealedJwk(row.getBuffer("private_jwk").getBytes());
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
