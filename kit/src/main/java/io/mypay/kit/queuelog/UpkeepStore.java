package io.mypay.kit.queuelog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** The upkeep's side of queue_log: what waits, and the months it is made of. */
@ApplicationScoped
class UpkeepStore {
    private static final String BACKLOG =
            """
            SELECT count(*) FILTER (WHERE unsent) AS rows,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_timestamp) FILTER (WHERE unsent)), 0)::float8 AS age,
                   count(*) FILTER (WHERE status = 'DEAD' AND direction = 'IN') AS dead_in,
                   count(*) FILTER (WHERE status = 'DEAD' AND direction = 'OUT') AS dead_out
              FROM (SELECT direction, status, created_timestamp,
                           direction = 'OUT' AND status <> 'DEAD' AS unsent
                      FROM queue_log
                     WHERE status <> 'DONE') AS open
            """;

    Uni<Backlog> backlog(SqlClient reader) {
        return reader.query(BACKLOG)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Backlog(
                                row.getLong("rows"),
                                row.getDouble("age"),
                                row.getLong("dead_in"),
                                row.getLong("dead_out")));
    }

    private static final String PARTITIONS =
            """
            SELECT queue_log_partitions(now(), 2)
            """;

    /** Months are made ahead, so a new row never has to wait for its partition. */
    Uni<Void> makePartitions(SqlConnection tx) {
        return tx.query(PARTITIONS).execute().replaceWithVoid();
    }

    private static final String MONTHS_BEFORE =
            """
            SELECT queue_log_months_before($1)
            """;

    /** The months that were over then, oldest first. */
    Uni<List<String>> monthsBefore(SqlConnection tx, Instant instant) {
        return tx.preparedQuery(MONTHS_BEFORE)
                .execute(Tuple.of(instant.atOffset(ZoneOffset.UTC)))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .toList());
    }

    private static final String DROP_MONTH =
            """
            SELECT queue_log_drop_month($1, $2)
            """;

    /** Drops the month, unless something in it is still needed. */
    Uni<MonthState> drop(SqlConnection tx, String month, Instant instant) {
        return tx.preparedQuery(DROP_MONTH)
                .execute(Tuple.of(month, instant.atOffset(ZoneOffset.UTC)))
                .map(rows -> MonthState.valueOf(rows.iterator().next().getString(0)));
    }

    // What has no month of its own: late steps of sagas whose month was dropped before.
    private static final String FORGET_STRAYS =
            """
            DELETE FROM queue_log_default
             WHERE ctid = ANY (ARRAY (
                       SELECT ctid
                         FROM queue_log_default
                        WHERE status = 'DONE'
                          AND created_timestamp < $1
                          AND processed_timestamp < $1
                        LIMIT $2
                          FOR UPDATE SKIP LOCKED))
            """;

    /** At most so many at once; how many there were. */
    Uni<Integer> forgetStrays(SqlConnection tx, Instant instant, int limit) {
        return tx.preparedQuery(FORGET_STRAYS)
                .execute(Tuple.of(instant.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }
}
