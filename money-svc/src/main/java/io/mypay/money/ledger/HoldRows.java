package io.mypay.money.ledger;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A batch's new holds as rows of {@code hold}; one may have ended in the batch that made it. */
final class HoldRows {
    private HoldRows() {}

    record Row(Hold hold, AccountId from, AccountId to) {
        UUID id() {
            return terms().id().value();
        }

        private Hold.Terms terms() {
            return hold.terms();
        }
    }

    static List<Row> madeBy(Batch batch) {
        Map<TransferId, Hold> holds = new HashMap<>();
        batch.holds().forEach(hold -> holds.put(hold.terms().id(), hold));
        var rows = new ArrayList<Row>();
        for (var posting : batch.postings()) {
            if (posting instanceof Posting.Applied p && p.transfer() instanceof Transfer.Hold t) {
                rows.add(new Row(holds.get(t.id()), p.from().after().id(), p.payee()));
            }
        }
        return rows;
    }

    /** Those that stood before the batch. */
    static List<Hold> changedBy(Batch batch) {
        var made = new HashSet<TransferId>();
        madeBy(batch).forEach(row -> made.add(row.terms().id()));
        return batch.holds().stream().filter(hold -> !made.contains(hold.terms().id())).toList();
    }

    static Tuple columns(List<Row> rows) {
        return Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(rows, Row::id))
                .addArrayOfLong(Columns.longs(rows, r -> r.from.value()))
                .addArrayOfLong(Columns.longs(rows, r -> r.to.value()))
                .addArrayOfLong(Columns.longs(rows, r -> r.terms().amount().minorUnits()))
                .addArrayOfLong(Columns.longs(rows, r -> captured(r.hold)))
                .addArrayOfString(Columns.texts(rows, r -> state(r.hold)))
                .addArrayOfOffsetDateTime(Columns.optionalTimes(rows, r -> r.terms().expiresAt()));
    }

    static String state(Hold hold) {
        return switch (hold) {
            case Hold.Open _ -> "OPEN";
            case Hold.Captured _ -> "CAPTURED";
            case Hold.Released _ -> "RELEASED";
            case Hold.Expired _ -> "EXPIRED";
        };
    }

    static long captured(Hold hold) {
        return switch (hold) {
            case Hold.Open open -> open.captured().minorUnits();
            case Hold.Captured captured -> captured.captured().minorUnits();
            case Hold.Released _, Hold.Expired _ -> 0;
        };
    }
}
