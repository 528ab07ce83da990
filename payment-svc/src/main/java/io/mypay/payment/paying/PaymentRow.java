package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.PaymentId;
import io.mypay.payment.funding.RechargeId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Between payments and their rows. */
final class PaymentRow {
    private PaymentRow() {}

    static String state(Payment payment) {
        return switch (payment) {
            case Payment.Requested _ -> "REQUESTED";
            case Payment.Lacking _ -> "LACKING";
            case Payment.Recharging _ -> "RECHARGING";
            case Payment.Funded _ -> "FUNDED";
            case Payment.Authorized _ -> "AUTHORIZED";
            case Payment.Captured _ -> "CAPTURED";
            case Payment.PartiallyRefunded _ -> "PARTIALLY_REFUNDED";
            case Payment.Refunded _ -> "REFUNDED";
            case Payment.Declined _ -> "DECLINED";
        };
    }

    static Payment payment(Row row) {
        var order = order(row);
        var trail = trail(row);
        var at = row.getOffsetDateTime("updated_at").toInstant();
        return switch (row.getString("state")) {
            case "REQUESTED" -> new Payment.Requested(order, trail, at);
            case "LACKING" -> new Payment.Lacking(order, trail, at);
            case "RECHARGING" -> new Payment.Recharging(order, trail, at);
            case "FUNDED" -> new Payment.Funded(order, trail, at);
            case "AUTHORIZED" -> new Payment.Authorized(order, trail, at);
            case "CAPTURED" ->
                    new Payment.Captured(
                            order, trail, row.getOffsetDateTime("captured_at").toInstant(), at);
            case "PARTIALLY_REFUNDED" ->
                    new Payment.PartiallyRefunded(
                            order, trail, Money.krw(row.getLong("refunded")), at);
            case "REFUNDED" -> new Payment.Refunded(order, trail, at);
            case "DECLINED" ->
                    new Payment.Declined(
                            order, trail, new DeclineReason(row.getString("decline_reason")), at);
            default -> throw new IllegalStateException("no state: " + row.getString("state"));
        };
    }

    /** state, recharged, recharge_id, decline_reason, captured_at, refunded, updated_at. */
    static Tuple addChanges(Tuple values, Payment payment) {
        values.addString(state(payment))
                .addLong(payment.trail().recharged().minorUnits())
                .addUUID(payment.trail().recharge().map(RechargeId::value).orElse(null))
                .addString(payment instanceof Payment.Declined no ? no.reason().name() : "");
        capturedAt(payment)
                .ifPresentOrElse(
                        at -> addInstant(values, at), () -> values.addOffsetDateTime(null));
        values.addLong(payment.refunded().minorUnits());
        return addInstant(values, payment.changedAt());
    }

    static Tuple addInstant(Tuple values, Instant instant) {
        return values.addOffsetDateTime(instant.atOffset(ZoneOffset.UTC));
    }

    private static Optional<Instant> capturedAt(Payment payment) {
        return payment instanceof Payment.Captured captured
                ? Optional.of(captured.at())
                : Optional.empty();
    }

    private static Order order(Row row) {
        return new Order(
                new PaymentId(row.getUUID("payment_id")),
                new MembershipId(row.getUUID("member_id")),
                new MembershipId(row.getUUID("merchant_id")),
                row.getString("order_name"),
                Money.krw(row.getLong("amount")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("final_by").toInstant());
    }

    private static Trail trail(Row row) {
        return new Trail(
                Money.krw(row.getLong("recharged")),
                Optional.ofNullable(row.getUUID("recharge_id")).map(RechargeId::new));
    }
}
