package io.mypay.remittance.sending;

import io.mypay.kit.crypto.Sealer;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.remittance.Charge;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.AccountNumber;
import io.mypay.remittance.bank.BankAccount;
import io.mypay.remittance.bank.BankCode;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.funding.RechargeId;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A remittance as its row holds it; the only place where states have column values. */
final class RemittanceRow {
    private RemittanceRow() {}

    static String state(Remittance remittance) {
        return switch (remittance) {
            case Remittance.Requested _ -> "REQUESTED";
            case Remittance.Lacking _ -> "LACKING";
            case Remittance.Recharging _ -> "RECHARGING";
            case Remittance.Funded _ -> "FUNDED";
            case Remittance.Held _ -> "HELD";
            case Remittance.Sent _ -> "SENT";
            case Remittance.Capturing _ -> "CAPTURING";
            case Remittance.Releasing _ -> "RELEASING";
            case Remittance.Completed _ -> "COMPLETED";
            case Remittance.Failed _ -> "FAILED";
        };
    }

    /** What never changes: $1 to $10. */
    static Tuple order(Order order, Sealer sealer) {
        var values = Tuple.tuple().addUUID(order.id().value()).addUUID(order.sender().value());
        switch (order.recipient()) {
            case Recipient.Member(var id) ->
                    values.addUUID(id.value()).addValue(null).addValue(null);
            case Recipient.Account(var account) ->
                    values.addValue(null)
                            .addString(account.bank().value())
                            .addBuffer(sealed(account.number(), order.id(), sealer));
        }
        values.addLong(order.charge().amount().minorUnits());
        values.addLong(order.charge().fee().minorUnits());
        values.addString(order.memo().text());
        addInstant(values, order.requestedAt());
        addInstant(values, order.finalBy());
        return values;
    }

    /** What a transition writes: six values. */
    static Tuple addChanges(Tuple values, Remittance remittance) {
        var trail = remittance.trail();
        values.addString(state(remittance));
        values.addLong(trail.recharged().minorUnits());
        values.addUUID(trail.recharge().map(RechargeId::value).orElse(null));
        values.addUUID(trail.firmbanking().map(FirmbankingId::value).orElse(null));
        values.addString(remittance.failure().map(FailureReason::name).orElse(""));
        return addInstant(values, remittance.changedAt());
    }

    static Tuple addInstant(Tuple values, Instant instant) {
        return values.addOffsetDateTime(instant.atOffset(ZoneOffset.UTC));
    }

    static Remittance remittance(Row row, Sealer sealer) {
        var order = order(row, sealer);
        var trail = trail(row);
        var at = instant(row, "update_time");
        return switch (row.getString("state")) {
            case "REQUESTED" -> new Remittance.Requested(order, trail, at);
            case "LACKING" -> new Remittance.Lacking(order, trail, at);
            case "RECHARGING" -> new Remittance.Recharging(order, trail, at);
            case "FUNDED" -> new Remittance.Funded(order, trail, at);
            case "HELD" -> new Remittance.Held(order, trail, at);
            case "SENT" -> new Remittance.Sent(order, trail, at);
            case "CAPTURING" -> new Remittance.Capturing(order, trail, at);
            case "RELEASING" -> new Remittance.Releasing(order, trail, reason(row), at);
            case "COMPLETED" -> new Remittance.Completed(order, trail, at);
            case "FAILED" -> new Remittance.Failed(order, trail, reason(row), at);
            default -> throw new IllegalStateException("unknown state in remittance " + order.id());
        };
    }

    private static Order order(Row row, Sealer sealer) {
        var id = new RemittanceId(row.getUUID("remittance_id"));
        return new Order(
                id,
                new MembershipId(row.getUUID("sender_id")),
                recipient(row, id, sealer),
                new Charge(Money.krw(row.getLong("amount")), Money.krw(row.getLong("fee"))),
                new Memo(row.getString("memo")),
                instant(row, "create_time"),
                instant(row, "final_by"));
    }

    private static Recipient recipient(Row row, RemittanceId id, Sealer sealer) {
        var member = row.getUUID("recipient_member_id");
        if (member != null) {
            return new Recipient.Member(new MembershipId(member));
        }
        var sealed = row.getBuffer("recipient_number_sealed").getBytes();
        return new Recipient.Account(
                new BankAccount(
                        new BankCode(row.getString("recipient_bank_code")),
                        new AccountNumber(sealer.open(sealed, id.value()))));
    }

    private static Trail trail(Row row) {
        return new Trail(
                Money.krw(row.getLong("recharged_amount")),
                Optional.ofNullable(row.getUUID("recharge_id")).map(RechargeId::new),
                Optional.ofNullable(row.getUUID("firmbanking_id")).map(FirmbankingId::new));
    }

    private static FailureReason reason(Row row) {
        return new FailureReason(row.getString("failure_reason"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Buffer sealed(AccountNumber number, RemittanceId id, Sealer sealer) {
        return Buffer.buffer(sealer.seal(number.digits(), id.value()));
    }
}
