package io.mypay.simulation.service;

import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.money.Money;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.recharge.Recharge;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.funding.RechargeStanding;
import io.mypay.remittance.ledger.Posted;
import io.mypay.remittance.sending.Draft;
import io.mypay.remittance.sending.Remittance;
import io.mypay.simulation.world.Consumption;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** remittance: its Steps, Outcomes and consumers. */
public final class RemittanceSvc extends Service implements Sagas.Kind<Remittance> {
    private static final Money FEE = Money.krw(500);

    private final MoneySvc money;
    private final BankingSvc banking;
    private final Sagas<Remittance> sagas;
    private final Table<UUID, RemittanceId> byRecharge = new Table<>("remittance by recharge");

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    public RemittanceSvc(World world, MoneySvc money, BankingSvc banking) {
        super(world, "remittance");
        this.money = money;
        this.banking = banking;
        this.sagas = new Sagas<>(world, this, database, this);
        world.broker()
                .subscribe(
                        Topic.RECHARGES,
                        this,
                        new Consumption("remittance.recharges", this::recharge));
        world.broker()
                .subscribe(
                        Topic.FIRMBANKINGS,
                        this,
                        new Consumption("remittance.firmbankings", this::firmbanking));
    }

    public Stream<Remittance> all() {
        return sagas.all();
    }

    public Remittance get(UUID id) {
        return sagas.get(id);
    }

    /** Accepts a remittance once per request. */
    public void request(Host host, UUID requestId, Draft draft, Reply<UUID> reply) {
        sagas.request(host, requestId, now -> accepted(draft, now), reply);
    }

    private Remittance accepted(Draft draft, Instant now) {
        var id = new RemittanceId(world.dice().uuid7(now));
        return Remittance.Requested.of(draft.order(id, draft.charge(FEE), now, Duration.ofDays(1)));
    }

    @Override
    public Life life() {
        return Life.REMITTANCE;
    }

    @Override
    public UUID id(Remittance saga) {
        return saga.id().value();
    }

    @Override
    public boolean isFinal(Remittance saga) {
        return saga.isFinal();
    }

    @Override
    public void announce(Transaction tx, Remittance saga) {
        if (saga instanceof Remittance.Recharging recharging) {
            var recharge = recharging.trail().recharge().orElseThrow().value();
            byRecharge.insert(tx, recharge, saga.id());
        }
        if (saga.isFinal()) {
            var id = saga.id().value();
            outbox.append(
                    tx,
                    new Message(
                            saga.id().step("ended"),
                            Topic.REMITTANCES,
                            id,
                            new Told.RemittanceEnded(id)));
        }
    }

    @Override
    public void next(Host host, Remittance saga, Reply<Remittance> next) {
        switch (saga) {
            case Remittance.Requested requested -> weigh(host, requested, next);
            case Remittance.Lacking lacking -> requestRecharge(host, lacking, next);
            case Remittance.Recharging recharging -> askForRecharge(host, recharging, next);
            case Remittance.Funded funded ->
                    post(
                            host,
                            RemittancePostings.spend(funded.order()),
                            RemittancePostings::ofSpending,
                            posted -> funded.after(posted, host.now()),
                            next);
            case Remittance.Held held -> commandBank(host, held, next);
            case Remittance.Sent sent -> askForBank(host, sent, next);
            case Remittance.Capturing capturing ->
                    post(
                            host,
                            RemittancePostings.capture(capturing.order()),
                            RemittancePostings::ofCapture,
                            posted -> capturing.after(posted, host.now()),
                            next);
            case Remittance.Releasing releasing ->
                    post(
                            host,
                            RemittancePostings.release(releasing.id()),
                            RemittancePostings::ofRelease,
                            posted -> releasing.after(posted, host.now()),
                            next);
            case Remittance.Completed _, Remittance.Failed _ -> next.answer(saga);
        }
    }

    private void weigh(Host host, Remittance.Requested requested, Reply<Remittance> next) {
        world.network()
                .<Money>call(
                        host,
                        money,
                        (_, reply) -> reply.answer(money.available(requested.order().sender())),
                        next.map(available -> requested.after(available, host.now())));
    }

    private void requestRecharge(Host host, Remittance.Lacking lacking, Reply<Remittance> next) {
        var requestId = lacking.id().step("recharge");
        var sender = lacking.order().sender();
        var amount = lacking.trail().recharged();
        world.network()
                .<MoneySvc.Answer>call(
                        host,
                        money,
                        (at, reply) -> money.request(at, requestId, sender, amount, reply),
                        next.map(answer ->
                                lacking.after(RemittanceNeighbours.answer(answer), host.now())));
    }

    private void askForRecharge(
            Host host, Remittance.Recharging recharging, Reply<Remittance> next) {
        var id = recharging.trail().recharge().orElseThrow().value();
        world.network()
                .<Recharge>call(
                        host,
                        money,
                        (_, reply) -> reply.answer(money.get(id)),
                        next.map(found ->
                                recharging.after(
                                        RemittanceNeighbours.standing(found), host.now())));
    }

    private void post(
            Host host,
            List<Transfer> transfers,
            Function<List<Result>, Posted> reading,
            Function<Posted, Remittance> after,
            Reply<Remittance> next) {
        world.network()
                .<List<Result>>call(
                        host,
                        money,
                        (at, reply) -> money.post(at, transfers, reply),
                        next.map(results -> after.apply(reading.apply(results))));
    }

    private void commandBank(Host host, Remittance.Held held, Reply<Remittance> next) {
        var order = RemittanceNeighbours.order(held);
        world.network()
                .<BankingSvc.Answer>call(
                        host,
                        banking,
                        (at, reply) -> banking.request(at, order, reply),
                        next.map(answer ->
                                held.after(RemittanceNeighbours.standing(answer), host.now())));
    }

    private void askForBank(Host host, Remittance.Sent sent, Reply<Remittance> next) {
        world.network()
                .<Firmbanking>call(
                        host,
                        banking,
                        (_, reply) -> reply.answer(banking.find(sent.id().value()).orElseThrow()),
                        next.map(found ->
                                sent.after(RemittanceNeighbours.standing(found), host.now())));
    }

    private Runnable recharge(Transaction tx, Message message) {
        return switch (message.event()) {
            case Told.RechargeSucceeded(var id) ->
                    recharge(tx, id, new RechargeStanding.Succeeded());
            case Told.RechargeFailed(var id, var reason) ->
                    recharge(tx, id, new RechargeStanding.Failed(FailureReason.ofRecharge(reason)));
            default -> Consumption.NOTHING_MORE;
        };
    }

    private Runnable recharge(Transaction tx, UUID recharge, RechargeStanding standing) {
        var found = byRecharge.find(recharge).map(id -> sagas.get(id.value()));
        return found.orElse(null) instanceof Remittance.Recharging recharging
                ? sagas.moveOn(tx, recharging, recharging.after(standing, tx.host().now()))
                : Consumption.NOTHING_MORE;
    }

    private Runnable firmbanking(Transaction tx, Message message) {
        return switch (message.event()) {
            case Told.FirmbankingSucceeded event when event.origin() == Purpose.Origin.REMITTANCE ->
                    firmbanking(
                            tx,
                            event.originId(),
                            new FirmbankingStanding.Succeeded(
                                    new FirmbankingId(event.firmbanking())));
            case Told.FirmbankingFailed event when event.origin() == Purpose.Origin.REMITTANCE ->
                    firmbanking(
                            tx,
                            event.originId(),
                            new FirmbankingStanding.Failed(
                                    new FirmbankingId(event.firmbanking()),
                                    FailureReason.of(event.reason())));
            default -> Consumption.NOTHING_MORE;
        };
    }

    private Runnable firmbanking(Transaction tx, UUID id, FirmbankingStanding standing) {
        var remittance = sagas.get(id);
        if (remittance instanceof Remittance.Reserved reserved) {
            return sagas.moveOn(tx, reserved, reserved.after(standing, tx.host().now()));
        }
        var isPaid =
                remittance instanceof Remittance.Capturing
                        || remittance instanceof Remittance.Completed;
        Violation.unless(
                isPaid == standing instanceof FirmbankingStanding.Succeeded,
                "banking says otherwise",
                remittance,
                standing);
        return Consumption.NOTHING_MORE;
    }
}
