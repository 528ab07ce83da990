package io.mypay.simulation.service;

import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.commission.Rate;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.VoucherId;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Outbox;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;
import java.time.Instant;
import java.util.Collection;

/** Payment's vouchers, and the rate that is changed once while payments are under way. */
public final class Vouchers {
    private static final Rate BEFORE = new Rate(250);
    private static final Rate AFTER = new Rate(333);

    private final Outbox outbox;
    private final Instant changed;
    private final Table<VoucherId, Voucher> rows = new Table<>("voucher");

    Vouchers(World world, Outbox outbox) {
        this.outbox = outbox;
        var after = world.dice().between(0, Time.MINUTE);
        this.changed = world.timeline().instant().plusNanos(after * 1_000);
    }

    Rate rateAt(Instant at) {
        return at.isBefore(changed) ? BEFORE : AFTER;
    }

    void write(Transaction tx, Voucher voucher) {
        rows.insert(tx, voucher.id(), voucher);
        outbox.append(
                tx,
                new Message(
                        voucher.id().value(),
                        Topic.PAYMENTS,
                        voucher.merchant().value(),
                        new Told.VoucherWritten(voucher)));
    }

    public Collection<Voucher> all() {
        return rows.all();
    }

    Voucher.Capture capture(PaymentId payment) {
        return rows.all().stream()
                .filter(voucher -> voucher.payment().equals(payment))
                .filter(Voucher.Capture.class::isInstance)
                .map(Voucher.Capture.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** By the refunds of a payment so far. */
    Voucher.GivenBack givenBack(PaymentId payment) {
        var gross = Money.krw(0);
        var commission = Money.krw(0);
        for (var voucher : rows.all()) {
            if (voucher instanceof Voucher.Refund refund && refund.payment().equals(payment)) {
                gross = gross.plus(refund.gross());
                commission = commission.plus(refund.commission());
            }
        }
        return new Voucher.GivenBack(gross, commission);
    }
}
