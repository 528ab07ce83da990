package io.mypay.simulation.service;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.recharge.Recharge;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.PaymentId;
import io.mypay.payment.funding.RechargeAnswer;
import io.mypay.payment.funding.RechargeId;
import io.mypay.payment.funding.RechargeStanding;
import io.mypay.payment.ledger.Posted;
import io.mypay.payment.paying.Draft;
import io.mypay.payment.paying.Order;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.VoucherId;
import io.mypay.simulation.world.Consumption;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** payment: its Steps, Outcomes and consumer; {@link Refunds} does what comes afterwards. */
public final class PaymentSvc extends Service implements Sagas.Kind<Payment> {
    private static final Duration FINAL_WITHIN = Duration.ofHours(1);
    private static final Duration HOLD_LASTS = Duration.ofHours(1);

    /** Shorter than it ever is, so that holds end while they are captured. */
    private static final Duration SHORT_HOLD = Duration.ofSeconds(5);

    private final MoneySvc money;
    private final Duration holdLasts;
    private final Sagas<Payment> sagas;
    private final Vouchers vouchers;
    private final Refunds refunds;
    private final Table<UUID, PaymentId> byRecharge = new Table<>("payment by recharge");

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    public PaymentSvc(World world, MoneySvc money) {
        super(world, "payment");
        this.money = money;
        this.holdLasts = world.dice().oneIn(8) ? SHORT_HOLD : HOLD_LASTS;
        this.sagas = new Sagas<>(world, this, database, this);
        this.vouchers = new Vouchers(world, outbox);
        this.refunds = new Refunds(this, world, database, money, vouchers);
        world.broker()
                .subscribe(
                        Topic.RECHARGES,
                        this,
                        new Consumption("payment.recharges", this::recharge));
    }

    public Stream<Payment> all() {
        return sagas.all();
    }

    public Payment get(UUID id) {
        return sagas.get(id);
    }

    public Refunds refunds() {
        return refunds;
    }

    public Vouchers vouchers() {
        return vouchers;
    }

    /** Accepts a payment once per request. */
    public void pay(Host host, UUID requestId, Draft draft, Reply<UUID> reply) {
        sagas.request(host, requestId, now -> accepted(draft, now), reply);
    }

    private Payment accepted(Draft draft, Instant now) {
        return Payment.Requested.of(
                new Order(
                        new PaymentId(world.dice().uuid7(now)),
                        draft.member(),
                        draft.merchant(),
                        draft.orderName(),
                        draft.amount(),
                        now,
                        now.plus(FINAL_WITHIN)));
    }

    /** Under the payment's lock. */
    void refunded(Transaction tx, Payment from, Payment to) {
        sagas.move(tx, from, to);
    }

    @Override
    public Life life() {
        return Life.PAYMENT;
    }

    @Override
    public UUID id(Payment saga) {
        return saga.id().value();
    }

    @Override
    public boolean isFinal(Payment saga) {
        return saga.isDecided();
    }

    // The rate is that of the ledger's instant, so whoever resumes this writes the same voucher.
    @Override
    public void announce(Transaction tx, Payment saga) {
        if (saga instanceof Payment.Recharging recharging) {
            var recharge = recharging.trail().recharge().orElseThrow().value();
            byRecharge.insert(tx, recharge, saga.id());
        }
        if (saga instanceof Payment.Captured captured) {
            var order = captured.order();
            vouchers.write(
                    tx,
                    new Voucher.Capture(
                            new VoucherId(order.id().step("voucher")),
                            order.id(),
                            order.merchant(),
                            order.amount(),
                            vouchers.rateAt(captured.at()),
                            captured.at()));
        }
    }

    @Override
    public void next(Host host, Payment saga, Reply<Payment> next) {
        switch (saga) {
            case Payment.Requested requested -> weigh(host, requested, next);
            case Payment.Lacking lacking -> requestRecharge(host, lacking, next);
            case Payment.Recharging recharging -> askForRecharge(host, recharging, next);
            case Payment.Funded funded ->
                    post(
                            host,
                            PaymentPostings.hold(funded.order(), holdLasts),
                            PaymentPostings::ofHold,
                            posted -> funded.after(posted, host.now()),
                            next);
            case Payment.Authorized authorized ->
                    post(
                            host,
                            PaymentPostings.capture(authorized.order()),
                            PaymentPostings::ofCapture,
                            posted -> authorized.after(posted, host.now()),
                            next);
            case Payment.Refundable _, Payment.Refunded _, Payment.Declined _ -> next.answer(saga);
        }
    }

    private void weigh(Host host, Payment.Requested requested, Reply<Payment> next) {
        world.network()
                .<Money>call(
                        host,
                        money,
                        (_, reply) -> reply.answer(money.available(requested.order().member())),
                        next.map(available -> requested.after(available, host.now())));
    }

    private void requestRecharge(Host host, Payment.Lacking lacking, Reply<Payment> next) {
        var requestId = lacking.id().step("recharge");
        var member = lacking.order().member();
        var amount = lacking.trail().recharged();
        world.network()
                .<MoneySvc.Answer>call(
                        host,
                        money,
                        (at, reply) -> money.request(at, requestId, member, amount, reply),
                        next.map(answer -> lacking.after(answer(answer), host.now())));
    }

    private static RechargeAnswer answer(MoneySvc.Answer answer) {
        return switch (answer) {
            case MoneySvc.Answer.Accepted(var id) ->
                    new RechargeAnswer.Accepted(new RechargeId(id.value()));
            case MoneySvc.Answer.Refused(var reason) ->
                    new RechargeAnswer.Refused(DeclineReason.ofRecharge(reason));
        };
    }

    private void askForRecharge(Host host, Payment.Recharging recharging, Reply<Payment> next) {
        var id = recharging.trail().recharge().orElseThrow().value();
        world.network()
                .<Recharge>call(
                        host,
                        money,
                        (_, reply) -> reply.answer(money.get(id)),
                        next.map(found -> recharging.after(standing(found), host.now())));
    }

    private static RechargeStanding standing(Recharge recharge) {
        return switch (recharge) {
            case Recharge.Requested _ -> new RechargeStanding.Underway();
            case Recharge.Succeeded _ -> new RechargeStanding.Succeeded();
            case Recharge.Failed failed ->
                    new RechargeStanding.Failed(DeclineReason.ofRecharge(failed.reason()));
        };
    }

    private void post(
            Host host,
            List<Transfer> transfers,
            Function<List<Result>, Posted> reading,
            Function<Posted, Payment> after,
            Reply<Payment> next) {
        world.network()
                .<List<Result>>call(
                        host,
                        money,
                        (at, reply) -> money.post(at, transfers, reply),
                        next.map(results -> after.apply(reading.apply(results))));
    }

    private Runnable recharge(Transaction tx, Message message) {
        return switch (message.event()) {
            case Told.RechargeSucceeded(var id) ->
                    recharge(tx, id, new RechargeStanding.Succeeded());
            case Told.RechargeFailed(var id, var reason) ->
                    recharge(tx, id, new RechargeStanding.Failed(DeclineReason.ofRecharge(reason)));
            default -> Consumption.NOTHING_MORE;
        };
    }

    private Runnable recharge(Transaction tx, UUID recharge, RechargeStanding standing) {
        var found = byRecharge.find(recharge).map(id -> sagas.get(id.value()));
        return found.orElse(null) instanceof Payment.Recharging recharging
                ? sagas.moveOn(tx, recharging, recharging.after(standing, tx.host().now()))
                : Consumption.NOTHING_MORE;
    }
}
