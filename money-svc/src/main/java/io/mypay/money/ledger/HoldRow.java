package io.mypay.money.ledger;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A new hold as a row of {@code hold}; it may have ended in the batch that made it. */
record HoldRow(Hold hold, AccountId from, AccountId to) {

    static List<HoldRow> madeBy(Batch batch) {
        Map<TransferId, Hold> holds = new HashMap<>();
        batch.holds().forEach(hold -> holds.put(hold.terms().id(), hold));
        var rows = new ArrayList<HoldRow>();
        for (var posting : batch.postings()) {
            if (posting instanceof Posting.Applied p && p.transfer() instanceof Transfer.Hold t) {
                rows.add(new HoldRow(holds.get(t.id()), p.from().after().id(), p.payee()));
            }
        }
        return rows;
    }

    static Tuple columns(List<HoldRow> rows) {
        return Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(rows, HoldRow::id))
                .addArrayOfLong(Columns.longs(rows, r -> r.from.value()))
                .addArrayOfLong(Columns.longs(rows, r -> r.to.value()))
                .addArrayOfLong(Columns.longs(rows, r -> r.terms().amount().minorUnits()))
                .addArrayOfLong(Columns.longs(rows, r -> captured(r.hold)))
                .addArrayOfString(Columns.texts(rows, r -> state(r.hold)))
                .addArrayOfOffsetDateTime(Columns.optionalTimes(rows, r -> r.terms().expiresAt()));
    }

    UUID id() {
        return terms().id().value();
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

    private Hold.Terms terms() {
        return hold.terms();
    }
}
