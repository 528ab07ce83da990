package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rate that holds, for the transaction that captures. */
@ApplicationScoped
class RateStore {

    // The merchant's own rate comes before the default one, the newest before the older ones.
    private static final String AT =
            """
            SELECT basis_points
              FROM commission
             WHERE (merchant_id = $1 OR merchant_id IS NULL)
               AND effective_from <= $2
             ORDER BY merchant_id IS NULL, effective_from DESC, commission_id DESC
             LIMIT 1
            """;

    Uni<Optional<Rate>> at(SqlConnection tx, MembershipId merchant, Instant instant) {
        return tx.preparedQuery(AT)
                .execute(Tuple.of(merchant.value(), instant.atOffset(ZoneOffset.UTC)))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(new Rate(rows.iterator().next().getInteger(0))));
    }
}
