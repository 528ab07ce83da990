package io.mypay.settlement.calendar;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;

/** The row that says up to where everything is closed, and the lock around it. */
@ApplicationScoped
class ClosingStore {

    // A table lock, not a row lock: its queue is fair, so a stream of arrivals cannot starve a
    // close, and taking it shared writes nothing. The row is read by a statement of its own, whose
    // snapshot is younger than the lock.
    private static final String LOCK_SHARED =
            """
            LOCK TABLE closing IN ROW SHARE MODE
            """;

    Uni<Void> lockShared(SqlConnection tx) {
        return tx.query(LOCK_SHARED).execute().replaceWithVoid();
    }

    // Excludes arrivals and other closes, not plain reads.
    private static final String LOCK_ALONE =
            """
            LOCK TABLE closing IN EXCLUSIVE MODE
            """;

    Uni<Void> lockAlone(SqlConnection tx) {
        return tx.query(LOCK_ALONE).execute().replaceWithVoid();
    }

    private static final String CLOSED_UNTIL =
            """
            SELECT closed_until
              FROM closing
            """;

    Uni<LocalDate> closedUntil(SqlClient client) {
        return client.preparedQuery(CLOSED_UNTIL)
                .execute()
                .map(rows -> rows.iterator().next().getLocalDate("closed_until"));
    }

    private static final String FIRST_DATE_WITH_VOUCHERS =
            """
            SELECT settlement_date
              FROM voucher
             WHERE settlement_date > $1
               AND settlement_date <= $2
             ORDER BY settlement_date
             LIMIT 1
            """;

    Uni<Optional<LocalDate>> firstDateWithVouchers(
            SqlClient client, LocalDate closedUntil, LocalDate last) {
        return client.preparedQuery(FIRST_DATE_WITH_VOUCHERS)
                .execute(Tuple.of(closedUntil, last))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(rows.iterator().next().getLocalDate(0)));
    }

    private static final String CLOSE =
            """
            UPDATE closing
               SET closed_until = $1
             WHERE closed_until < $1
            """;

    Uni<Void> close(SqlConnection tx, LocalDate last) {
        return tx.preparedQuery(CLOSE).execute(Tuple.of(last)).replaceWithVoid();
    }
}
