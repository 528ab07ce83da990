package io.mypay.settlement.run;

import io.mypay.kit.money.Money;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.RunId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads rows of the table into the states they hold. */
final class RunRows {
    static final String SELECT =
            """
            SELECT run_id, business_date, first_date, state, chunk_count, merchant_count, voucher_count, gross,
                   refunded, commission, net, created_at, updated_at, confirmed_by, confirmed_at, final_by
              FROM settlement_run
            """;

    private RunRows() {}

    static Optional<SettlementRun> run(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(run(rows.iterator().next()));
    }

    private static SettlementRun run(Row row) {
        var head =
                new SettlementRun.Head(
                        new RunId(row.getUUID("run_id")),
                        new Period(
                                row.getLocalDate("first_date"), row.getLocalDate("business_date")),
                        instant(row, "created_at"));
        var totals = totals(row);
        var updatedAt = instant(row, "updated_at");
        return switch (row.getString("state")) {
            case "COLLECTING" ->
                    new SettlementRun.Collecting(
                            head, totals, row.getInteger("chunk_count") != null, updatedAt);
            case "CALCULATED" -> new SettlementRun.Calculated(head, totals, updatedAt);
            case "CONFIRMED" ->
                    new SettlementRun.Confirmed(head, totals, confirmation(row), updatedAt);
            case "PAYING" -> new SettlementRun.Paying(head, totals, confirmation(row), updatedAt);
            case "COMPLETED" ->
                    new SettlementRun.Completed(head, totals, confirmation(row), updatedAt);
            case String other -> throw new IllegalStateException("a run is " + other);
        };
    }

    static Totals totals(Row row) {
        return new Totals(
                row.getInteger("merchant_count"),
                row.getInteger("voucher_count"),
                Money.krw(row.getLong("gross")),
                Money.krw(row.getLong("refunded")),
                Money.krw(row.getLong("commission")),
                Money.krw(row.getLong("net")));
    }

    private static Confirmation confirmation(Row row) {
        var at = instant(row, "confirmed_at");
        var within = Duration.between(at, instant(row, "final_by"));
        return new Confirmation(row.getString("confirmed_by"), at, within);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
