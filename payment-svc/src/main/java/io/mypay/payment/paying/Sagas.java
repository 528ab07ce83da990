package io.mypay.payment.paying;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.sweep.LastReason;
import io.mypay.payment.commission.Rates;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.VoucherId;
import io.mypay.payment.voucher.Vouchers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Drives payments to their ends, one durable step after another: ask a neighbour (outside of any
 * transaction), write what it made of the payment, go on with that.
 *
 * <p>Who drives: a transition is one conditional UPDATE, so of several who try, one makes it. That
 * one holds the row's lease and drives on; the others stop. A row whose lease has run out, because
 * its driver crashed or had to wait, is claimed by the sweeper.
 */
@ApplicationScoped
class Sagas {
    /** Within a lease nobody else looks at the row, so a step must end before. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration STEP_MAX = Duration.ofSeconds(8);

    private final InstantSource clock;
    private final Database database;
    private final PaymentStore store;
    private final Steps steps;
    private final Rates rates;
    private final Vouchers vouchers;
    private final Background background;

    Sagas(
            InstantSource clock,
            Database database,
            PaymentStore store,
            Steps steps,
            Rates rates,
            Vouchers vouchers,
            Background background) {
        this.clock = clock;
        this.database = database;
        this.store = store;
        this.steps = steps;
        this.rates = rates;
        this.vouchers = vouchers;
        this.background = background;
    }

    /** The first row; {@link #proceed} with it once it is committed. */
    Uni<Void> begin(SqlConnection tx, Payment.Requested accepted) {
        return store.insert(tx, accepted, leaseEnd());
    }

    /** Drives on without a caller. For whoever just made the transition to this state. */
    void proceed(Payment payment) {
        var _ = background.detach("payment " + payment.id(), () -> run(payment));
    }

    /** Drives until it is decided, or until there is nothing to do but wait. */
    Uni<Void> run(Payment payment) {
        if (payment.isDecided()) {
            return nothing();
        }
        return steps.next(payment)
                .ifNoItem()
                .after(STEP_MAX)
                .fail()
                .onFailure()
                .call(failure -> rest(payment, LastReason.of(failure)))
                .chain(next ->
                        next.equals(payment)
                                ? rest(payment, LastReason.WAITING)
                                : goOn(payment, next));
    }

    private Uni<Void> goOn(Payment from, Payment to) {
        return database.inTransaction(tx -> move(tx, from, to))
                .chain(moved -> moved ? run(to) : nothing());
    }

    /** One transition with its voucher; false if the payment is no longer where it was. */
    Uni<Boolean> move(SqlConnection tx, Payment from, Payment to) {
        return store.move(tx, from, to, leaseEnd())
                .call(moved -> moved ? writeVoucher(tx, to) : nothing());
    }

    // The rate is that of the ledger's instant, so whoever resumes this writes the same voucher.
    private Uni<Void> writeVoucher(SqlConnection tx, Payment payment) {
        if (!(payment instanceof Payment.Captured captured)) {
            return nothing();
        }
        var order = captured.order();
        var id = new VoucherId(order.id().step("voucher"));
        return rates.at(tx, order.merchant(), captured.at())
                .map(rate ->
                        new Voucher.Capture(
                                id,
                                order.id(),
                                order.merchant(),
                                order.amount(),
                                rate,
                                captured.at()))
                .chain(voucher -> vouchers.write(tx, voucher));
    }

    /** Gives the row back: the sweeper comes after a pause that grows with each attempt. */
    private Uni<Void> rest(Payment payment, String reason) {
        return database.inTransaction(tx -> store.rest(tx, payment, reason));
    }

    private Instant leaseEnd() {
        return clock.instant().plus(LEASE);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
