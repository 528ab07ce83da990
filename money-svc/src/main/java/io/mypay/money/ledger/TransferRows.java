package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A batch's postings as rows of {@code transfer}. */
final class TransferRows {
    private TransferRows() {}

    record Row(
            Posting posting,
            long sequence,
            Optional<AccountId> from,
            Optional<AccountId> to,
            Optional<Money> amount,
            Optional<Posting.Leg> fromLeg,
            Optional<Posting.Leg> toLeg) {
        Transfer transfer() {
            return posting.transfer();
        }
    }

    /** Numbered in the order they were worked, sorted by id as they are inserted. */
    static List<Row> of(Batch batch) {
        var rows = new ArrayList<Row>();
        for (var posting : batch.postings()) {
            rows.add(of(posting, batch.tick().sequence() + rows.size()));
        }
        rows.sort(Comparator.comparing(row -> row.transfer().id()));
        return rows;
    }

    private static Row of(Posting posting, long sequence) {
        return switch (posting) {
            case Posting.Applied p ->
                    new Row(
                            p,
                            sequence,
                            Optional.of(p.from().after().id()),
                            Optional.of(p.payee()),
                            Optional.of(p.amount()),
                            Optional.of(p.from()),
                            p.to());
            case Posting.Refused p ->
                    new Row(
                            p,
                            sequence,
                            p.from(),
                            p.to(),
                            p.transfer().amountAsked(),
                            Optional.empty(),
                            Optional.empty());
        };
    }

    /** All but the time, which is the batch's. */
    static Tuple columns(List<Row> rows) {
        return Tuple.tuple()
                .addArrayOfUUID(Columns.uuids(rows, r -> r.transfer().id().value()))
                .addArrayOfLong(Columns.longs(rows, Row::sequence))
                .addArrayOfString(Columns.texts(rows, r -> r.posting.outcome().name()))
                .addArrayOfString(Columns.texts(rows, TransferRows::kind))
                .addArrayOfString(Columns.texts(rows, r -> r.transfer().purpose().code().name()))
                .addArrayOfString(Columns.texts(rows, r -> r.transfer().purpose().reference()))
                .addArrayOfBoolean(Columns.booleans(rows, r -> r.transfer().linked()))
                .addArrayOfUUID(
                        Columns.optionalUuids(
                                rows, r -> r.transfer().holdEnded().map(TransferId::value)))
                .addArrayOfUUID(Columns.uuids(rows, r -> Fingerprint.of(r.transfer()).value()))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> r.from.map(AccountId::value)))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> r.to.map(AccountId::value)))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> r.amount.map(Money::minorUnits)))
                .addArrayOfString(
                        Columns.optionalTexts(
                                rows, r -> r.amount.map(m -> m.currency().getCurrencyCode())))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> posted(r.fromLeg)))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> held(r.fromLeg)))
                .addArrayOfUUID(Columns.optionalUuids(rows, r -> previous(r.fromLeg)))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> posted(r.toLeg)))
                .addArrayOfLong(Columns.optionalLongs(rows, r -> held(r.toLeg)))
                .addArrayOfUUID(Columns.optionalUuids(rows, r -> previous(r.toLeg)));
    }

    private static String kind(Row row) {
        return switch (row.transfer()) {
            case Transfer.Single _ -> "SINGLE";
            case Transfer.Hold _ -> "HOLD";
            case Transfer.Capture _ -> "CAPTURE";
            case Transfer.Release _ -> "RELEASE";
            case Transfer.Expiry _ -> "EXPIRY";
        };
    }

    private static Optional<Long> posted(Optional<Posting.Leg> leg) {
        return leg.map(known -> known.after().posted().minorUnits());
    }

    private static Optional<Long> held(Optional<Posting.Leg> leg) {
        return leg.map(known -> known.after().held().minorUnits());
    }

    private static Optional<UUID> previous(Optional<Posting.Leg> leg) {
        return leg.flatMap(Posting.Leg::previous).map(TransferId::value);
    }
}
