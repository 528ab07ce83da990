package io.mypay.kit.sweep;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.sql.Database;
import io.mypay.type.v1.Stuck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Shows staff what should have been final by now, longest overdue first. */
@ApplicationScoped
public class StuckLists {
    private static final PageToken FIRST = PageToken.of(Instant.EPOCH, new UUID(0, 0));

    private final Database database;
    private final InstantSource clock = InstantSource.system();

    StuckLists(Database database) {
        this.database = database;
    }

    /**
     * One page.
     *
     * @param query gives the columns id, membership_id, state, attempts, last_reason, create_time,
     *     final_by and next_attempt_time of what is not final and whose final_by is not after $1;
     *     only those whose (final_by, id) come after ($2, $3), in this order, at most $4
     */
    public Uni<StuckPage> page(String query, int pageSize, String pageToken) {
        var size = PageSize.of(pageSize);
        var after = PageToken.parse(pageToken, 2).orElse(FIRST);
        var values =
                Tuple.of(
                        utc(clock.instant()), utc(after.instant(0)), after.uuid(1), size.plusOne());
        return database.read(client -> client.preparedQuery(query).execute(values))
                .map(rows -> page(rows, size));
    }

    private static StuckPage page(RowSet<Row> rows, PageSize size) {
        var found = StreamSupport.stream(rows.spliterator(), false).map(StuckLists::stuck).toList();
        if (found.size() <= size.value()) {
            return new StuckPage(found, "");
        }
        var last = found.get(size.value() - 1);
        var token = PageToken.of(Protos.instant(last.getFinalBy()), last.getId());
        return new StuckPage(found.subList(0, size.value()), token.encode());
    }

    private static Stuck stuck(Row row) {
        var stuck =
                Stuck.newBuilder()
                        .setId(row.getUUID("id").toString())
                        .setState(row.getString("state"))
                        .setAttempts(row.getInteger("attempts"))
                        .setLastReason(row.getString("last_reason"))
                        .setCreateTime(Protos.proto(instant(row, "create_time")))
                        .setFinalBy(Protos.proto(instant(row, "final_by")));
        Optional.ofNullable(row.getUUID("membership_id"))
                .ifPresent(owner -> stuck.setMembershipId(owner.toString()));
        Optional.ofNullable(row.getOffsetDateTime("next_attempt_time"))
                .ifPresent(next -> stuck.setNextAttemptTime(Protos.proto(next.toInstant())));
        return stuck.build();
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
