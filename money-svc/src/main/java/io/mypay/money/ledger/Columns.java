package io.mypay.money.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Rows as columns, for statements that take whole batches by {@code unnest}. */
final class Columns {
    private Columns() {}

    static <T> Long[] longs(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    static <T> Long[] optionalLongs(List<T> rows, Function<T, Optional<Long>> column) {
        return rows.stream().map(row -> column.apply(row).orElse(null)).toArray(Long[]::new);
    }

    static <T> UUID[] uuids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    static <T> UUID[] optionalUuids(List<T> rows, Function<T, Optional<UUID>> column) {
        return rows.stream().map(row -> column.apply(row).orElse(null)).toArray(UUID[]::new);
    }

    static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> String[] optionalTexts(List<T> rows, Function<T, Optional<String>> column) {
        return rows.stream().map(row -> column.apply(row).orElse(null)).toArray(String[]::new);
    }

    static <T> Boolean[] booleans(List<T> rows, Function<T, Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }

    static <T> OffsetDateTime[] optionalTimes(List<T> rows, Function<T, Optional<Instant>> column) {
        return rows.stream()
                .map(row -> column.apply(row).map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .toArray(OffsetDateTime[]::new);
    }
}
