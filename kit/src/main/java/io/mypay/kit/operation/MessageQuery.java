package io.mypay.kit.operation;

import io.mypay.kit.page.PageToken;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * A list's conditions with their values. Only what is asked for stands in it, because PostgreSQL
 * chooses the index by it: that of the key, that of what is not done, or the primary key, which is
 * in the order of the list.
 */
final class MessageQuery {
    /**
     * An id is as old as its message or older, but for clocks that differ. So what was written
     * before a time is found from there on, instead of being looked for among all that is younger.
     */
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);

    private static final String ORDER =
            """

            ORDER BY message_id DESC, direction DESC, consumer DESC
            LIMIT\
            """;

    private final StringBuilder where = new StringBuilder(" WHERE true");
    private final Tuple values = Tuple.tuple();

    private MessageQuery() {}

    static MessageQuery of(MessageFilter filter, Optional<PageToken> after) {
        var query = new MessageQuery();
        filter.messageId().ifPresent(id -> query.and("message_id = $%d", id));
        filter.direction().ifPresent(way -> query.and("direction = $%d", way.name()));
        filter.topic().ifPresent(topic -> query.and("topic = $%d", topic));
        filter.key().ifPresent(key -> query.and("key = $%d", key));
        // A literal, since an index with a condition is found by nothing else.
        filter.status().ifPresent(status -> query.and("status = '" + status.name() + "'"));
        filter.createdBefore().ifPresent(query::createdBefore);
        filter.createdAfter().ifPresent(time -> query.and("created_timestamp > $%d", offset(time)));
        after.ifPresent(query::after);
        return query;
    }

    /** What follows the SELECT: the conditions, the order of the list, and its bound. */
    String text() {
        return where + ORDER + " $" + (values.size() + 1);
    }

    /** The values of the conditions, and then the bound. */
    Tuple values(int limit) {
        return values.addInteger(limit);
    }

    private void createdBefore(Instant time) {
        and("created_timestamp < $%d", offset(time));
        and("message_id < $%d", smallestIdOf(time.plus(CLOCKS_DIFFER_BY)));
    }

    private void after(PageToken token) {
        var first = values.size() + 1;
        values.addUUID(token.uuid(0)).addString(token.text(1)).addString(token.text(2));
        and(
                "(message_id, direction, consumer) < ($%d, $%d, $%d)"
                        .formatted(first, first + 1, first + 2));
    }

    private void and(String condition, Object value) {
        values.addValue(value);
        and(condition.formatted(values.size()));
    }

    private void and(String condition) {
        where.append("\n   AND ").append(condition);
    }

    private static Object offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static UUID smallestIdOf(Instant time) {
        return new UUID(Math.max(time.toEpochMilli(), 0) << 16, 0);
    }
}
