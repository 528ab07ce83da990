package io.mypay.simulation.service;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.Result;
import io.mypay.payment.PaymentId;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.refund.Refund;
import io.mypay.payment.refund.RefundDraft;
import io.mypay.payment.refund.RefundId;
import io.mypay.simulation.world.Database;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Refunds: reserved, moved in the ledger, recorded, as Refunds, Completions and the sweep do. */
public final class Refunds {
    private static final long LEASE = 10 * Time.SECOND;
    private static final long SWEEP_LEASE = 30 * Time.SECOND;

    private final PaymentSvc payments;
    private final World world;
    private final Database database;
    private final MoneySvc money;
    private final Vouchers vouchers;
    private final Table<RefundId, Refund> rows = new Table<>("refund");
    private final Table<RefundId, Long> due = new Table<>("refund due");
    private final Table<PaymentId, Money> reserved = new Table<>("refund reserved");
    private final Table<UUID, RefundId> requests = new Table<>("request");

    Refunds(
            PaymentSvc payments,
            World world,
            Database database,
            MoneySvc money,
            Vouchers vouchers) {
        this.payments = payments;
        this.world = world;
        this.database = database;
        this.money = money;
        this.vouchers = vouchers;
    }

    public Collection<Refund> all() {
        return rows.all();
    }

    /** Empty if it is refused; else the refund, once the money is back. */
    public void refund(Host host, UUID requestId, RefundDraft draft, Reply<Optional<UUID>> reply) {
        database.commit(
                host,
                tx -> once(tx, requestId, draft),
                found ->
                        found.ifPresentOrElse(
                                id -> complete(host, id, reply),
                                () -> reply.answer(Optional.empty())),
                reply::lose);
    }

    private Optional<RefundId> once(Transaction tx, UUID requestId, RefundDraft draft) {
        return requests.find(requestId).or(() -> begin(tx, requestId, draft));
    }

    private Optional<RefundId> begin(Transaction tx, UUID requestId, RefundDraft draft) {
        var payment = payments.get(draft.payment().value());
        var before = reserved.find(draft.payment()).orElse(Money.krw(0));
        if (!(payment instanceof Payment.Refundable)
                || !payment.order().amount().minus(before).isAtLeast(draft.amount())) {
            return Optional.empty();
        }
        var now = tx.host().now();
        var id = new RefundId(world.dice().uuid7(now));
        reserve(tx, draft.payment(), before.plus(draft.amount()));
        rows.insert(
                tx,
                id,
                new Refund.Requested(
                        id, draft.payment(), draft.amount(), draft.reason(), "merchant", now));
        var leaseEnd = tx.host().micros() + LEASE;
        due.insert(tx, id, leaseEnd);
        tx.afterCommit(() -> payments.wake(leaseEnd, this::sweep));
        requests.insert(tx, requestId, id);
        return Optional.of(id);
    }

    private void reserve(Transaction tx, PaymentId payment, Money sum) {
        if (reserved.has(payment)) {
            reserved.update(tx, payment, sum);
            return;
        }
        reserved.insert(tx, payment, sum);
    }

    private void sweep(Host host) {
        payments.sweep(
                host,
                this::claim,
                claimed ->
                        claimed.forEach(id -> complete(host, id, new Reply<>(_ -> {}, () -> {}))),
                this::sweep);
    }

    private List<RefundId> claim(Transaction tx) {
        var claimed = new ArrayList<RefundId>();
        var now = tx.host().micros();
        for (var refund : List.copyOf(rows.all())) {
            if (refund instanceof Refund.Requested && due.get(refund.id()) <= now) {
                due.update(tx, refund.id(), now + SWEEP_LEASE);
                tx.afterCommit(() -> payments.wake(now + SWEEP_LEASE, this::sweep));
                claimed.add(refund.id());
            }
        }
        return claimed;
    }

    private void complete(Host host, RefundId id, Reply<Optional<UUID>> reply) {
        if (rows.get(id) instanceof Refund.Requested refund) {
            var order = payments.get(refund.payment().value()).order();
            var transfers = PaymentPostings.refund(refund, order);
            world.network()
                    .<List<Result>>call(
                            host,
                            money,
                            (at, posted) -> money.post(at, transfers, posted),
                            new Reply<>(
                                    results ->
                                            write(
                                                    host,
                                                    id,
                                                    PaymentPostings.ofRefund(results).at(),
                                                    reply),
                                    reply::lose));
            return;
        }
        reply.answer(Optional.of(id.value()));
    }

    private void write(Host host, RefundId id, Instant at, Reply<Optional<UUID>> reply) {
        database.commit(
                host,
                tx -> write(tx, id, at),
                _ -> reply.answer(Optional.of(id.value())),
                reply::lose);
    }

    private boolean write(Transaction tx, RefundId id, Instant at) {
        if (!(rows.get(id) instanceof Refund.Requested refund)) {
            return false;
        }
        var from = payments.get(refund.payment().value());
        Violation.unless(from instanceof Payment.Refundable, "nothing is left of", from);
        var to = ((Payment.Refundable) from).refund(refund.amount(), tx.host().now());
        vouchers.write(
                tx,
                vouchers.capture(refund.payment())
                        .refund(
                                id.voucher(),
                                refund.amount(),
                                vouchers.givenBack(refund.payment()),
                                at));
        var completed = refund.complete(to, to.changedAt());
        Life.REFUND.requireLegal(world, refund, completed);
        rows.update(tx, id, completed);
        payments.refunded(tx, from, to);
        return true;
    }
}
