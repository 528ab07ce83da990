package io.mypay.payment.refund;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.LastReason;
import io.mypay.payment.PaymentId;
import io.mypay.payment.ledger.Movement;
import io.mypay.payment.ledger.Posted;
import io.mypay.payment.ledger.Postings;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.paying.Payments;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.Vouchers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Ends a refund that is reserved: the ledger moves the money, then refund, voucher, payment and
 * event are written together. It may be done any number of times and happens once.
 */
@ApplicationScoped
class Completions {
    private final InstantSource clock;
    private final Database database;
    private final Payments payments;
    private final Postings postings;
    private final Vouchers vouchers;
    private final RefundStore store;

    Completions(
            InstantSource clock,
            Database database,
            Payments payments,
            Postings postings,
            Vouchers vouchers,
            RefundStore store) {
        this.clock = clock;
        this.database = database;
        this.payments = payments;
        this.postings = postings;
        this.vouchers = vouchers;
        this.store = store;
    }

    Uni<Void> complete(RefundId id) {
        return database.inTransaction(tx -> store.find(tx, id))
                .chain(found ->
                        switch (found.orElseThrow()) {
                            case Refund.Requested requested -> complete(requested);
                            case Refund.Completed _, Refund.Refused _ ->
                                    Uni.createFrom().voidItem();
                        })
                .onFailure()
                .call(failure -> note(id, failure));
    }

    private Uni<Void> note(RefundId id, Throwable failure) {
        return database.inTransaction(tx -> store.note(tx, id, LastReason.of(failure)));
    }

    private Uni<Void> complete(Refund.Requested refund) {
        return payments.current(refund.payment())
                .chain(payment ->
                        postings.refund(refund.id().transfer(), movement(payment, refund)))
                .chain(posted ->
                        switch (posted) {
                            case Posted.Done(var at) -> write(refund.id(), refund.payment(), at);
                            case Posted.Refused _ -> refuse(refund.id(), refund.payment());
                            case Posted.TooEarly _ ->
                                    throw new IllegalStateException(
                                            "the ledger does not refund: " + posted);
                        });
    }

    private static Movement movement(Payment payment, Refund refund) {
        var order = payment.order();
        return new Movement(order.id(), order.member(), order.merchant(), refund.amount());
    }

    // Refunds of one payment are counted one after the other: each one's share of the commission
    // depends on those before.
    private Uni<Void> write(RefundId id, PaymentId payment, Instant at) {
        return database.inTransaction(tx ->
                payments.lock(tx, payment)
                        .chain(locked ->
                                store.find(tx, id)
                                        .chain(found ->
                                                write(tx, found.orElseThrow(), locked, at))));
    }

    private Uni<Void> write(SqlConnection tx, Refund refund, Payment payment, Instant at) {
        return switch (refund) {
            case Refund.Requested requested ->
                    write(tx, requested, payment, next(payment, requested), at);
            case Refund.Completed _, Refund.Refused _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> refuse(RefundId id, PaymentId payment) {
        return database.inTransaction(tx ->
                payments.lock(tx, payment)
                        .chain(() -> store.find(tx, id))
                        .chain(found ->
                                found.orElseThrow() instanceof Refund.Requested requested
                                        ? refuse(tx, requested.refuse(now()))
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> refuse(SqlConnection tx, Refund.Refused refund) {
        return store.save(tx, refund)
                .invoke(Completions::mustHaveMoved)
                .chain(() -> payments.giveBackReserved(tx, refund.payment(), refund.amount()))
                .invoke(Completions::mustHaveMoved)
                .replaceWithVoid();
    }

    private Uni<Void> write(
            SqlConnection tx, Refund.Requested refund, Payment from, Payment to, Instant at) {
        return vouchers.of(tx, from.id())
                .map(written -> voucher(written, refund, at))
                .chain(voucher -> vouchers.write(tx, voucher))
                .chain(() -> store.save(tx, refund.complete(to, to.changedAt())))
                .invoke(Completions::mustHaveMoved)
                .chain(() -> payments.refunded(tx, from, to))
                .invoke(Completions::mustHaveMoved)
                .replaceWithVoid();
    }

    private static Voucher voucher(Vouchers.Written written, Refund refund, Instant at) {
        return written.capture()
                .refund(refund.id().voucher(), refund.amount(), written.givenBack(), at);
    }

    private Payment next(Payment payment, Refund refund) {
        if (payment instanceof Payment.Refundable refundable) {
            return refundable.refund(refund.amount(), now());
        }
        throw new IllegalStateException("a refund of a payment that has nothing left: " + payment);
    }

    /** Under the payment's lock nobody else moves either of them. */
    private static void mustHaveMoved(boolean moved) {
        if (!moved) {
            throw new IllegalStateException("a locked payment, or a refund of it, has moved");
        }
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
