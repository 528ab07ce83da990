package io.mypay.settlement.merchant;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads rows of the table into the states they hold. */
final class SettlementRows {
    static final String SELECT =
            """
            SELECT settlement_id, run_id, business_date, merchant_id, voucher_count, gross, refunded, commission,
                   carried_over, carried_commission, state, attempt, firmbanking_id, failure_reason, created_at,
                   updated_at
              FROM settlement
            """;

    private SettlementRows() {}

    static List<Settlement> settlements(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(SettlementRows::settlement)
                .toList();
    }

    static Settlement settlement(Row row) {
        var calculation = calculation(row);
        var updatedAt = instant(row, "updated_at");
        return switch (row.getString("state")) {
            case "CALCULATED" -> new Settlement.Calculated(calculation, updatedAt);
            case "CONFIRMED" -> new Settlement.Confirmed(calculation, updatedAt);
            case "PAYOUT_REQUESTED" ->
                    new Settlement.PayoutRequested(
                            calculation, row.getInteger("attempt"), updatedAt);
            case "PAID" ->
                    new Settlement.Paid(
                            calculation,
                            row.getInteger("attempt"),
                            new FirmbankingId(row.getUUID("firmbanking_id")),
                            updatedAt);
            case "PAYOUT_FAILED" ->
                    new Settlement.PayoutFailed(
                            calculation,
                            row.getInteger("attempt"),
                            row.getString("failure_reason"),
                            updatedAt);
            case "CARRIED_OVER" -> new Settlement.CarriedOver(calculation, updatedAt);
            case String other -> throw new IllegalStateException("a settlement is " + other);
        };
    }

    private static Calculation calculation(Row row) {
        return new Calculation(
                new SettlementId(row.getUUID("settlement_id")),
                new RunId(row.getUUID("run_id")),
                row.getLocalDate("business_date"),
                new MembershipId(row.getUUID("merchant_id")),
                row.getInteger("voucher_count"),
                new Amounts(
                        won(row, "gross"),
                        won(row, "refunded"),
                        won(row, "commission"),
                        new Carried(won(row, "carried_over"), won(row, "carried_commission"))),
                instant(row, "created_at"));
    }

    private static Money won(Row row, String column) {
        return Money.krw(row.getLong(column));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
