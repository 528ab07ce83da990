package io.mypay.money.member;

import io.mypay.money.ledger.TransferId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table {@code correction}. */
@ApplicationScoped
public class CorrectionStore {
    private static final String INSERT =
            """
            INSERT INTO correction (transfer_id, membership_id, made_by, reason, create_time)
            VALUES ($1, $2, $3, $4, $5)
            """;

    Uni<Void> insert(SqlConnection tx, TransferId transfer, Correction correction, Instant at) {
        var values =
                Tuple.tuple()
                        .addUUID(transfer.value())
                        .addUUID(correction.member().value())
                        .addString(correction.madeBy())
                        .addString(correction.reason())
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }
}
