package io.mypay.simulation.service;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.contract.BankContractId;
import io.mypay.banking.firmbanking.Command;
import io.mypay.banking.firmbanking.Counterpart;
import io.mypay.banking.firmbanking.Direction;
import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.banking.firmbanking.FirmbankingId;
import io.mypay.banking.firmbanking.FirmbankingOrder;
import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.simulation.bank.Bank;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Consumption;
import io.mypay.simulation.world.Fault;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes orders by call and by message, as Firmbankings and FirmbankingOrders do; {@link
 * Firmbankings} leads them to their end.
 */
public final class BankingSvc extends Service {
    private static final BankContractId FIRST = contract(1);
    private static final BankContractId SECOND = contract(2);

    private final Table<UUID, FirmbankingId> byOrigin = new Table<>("firmbanking by origin");
    private final Table<UUID, String> refusedOrigins = new Table<>("refused origin");
    private final Table<String, Money> committed = new Table<>("bank day");
    private final Map<MembershipId, BankAccount> registered = new HashMap<>();
    private final Firmbankings firmbankings;
    private final Duration finalWithin;
    private final Money dailyLimit;
    private final long contractEnds;
    private final long contractFollows;

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    public BankingSvc(World world, Bank bank) {
        super(world, "banking");
        var dice = world.dice();
        this.firmbankings = new Firmbankings(this, world, bank, database);
        this.finalWithin = dice.oneIn(4) ? Duration.ofMinutes(2) : Duration.ofDays(1);
        this.dailyLimit = Money.krw(dice.oneIn(8) ? 40_000 : 1_000_000_000);
        var ends = world.faults().happens(Fault.CONTRACT_ENDS);
        this.contractEnds = ends ? dice.between(0, 2 * Time.MINUTE) : Long.MAX_VALUE;
        this.contractFollows = ends ? contractEnds + dice.between(0, 5 * Time.MINUTE) : 0;
        world.broker()
                .subscribe(
                        Topic.RECHARGES, this, new Consumption("banking.recharge", this::recharge));
        world.broker()
                .subscribe(Topic.PAYOUTS, this, new Consumption("banking.payout", this::payout));
    }

    public void register(MembershipId member, BankAccount account) {
        registered.put(member, account);
    }

    boolean isRegistered(MembershipId member) {
        return registered.containsKey(member);
    }

    /** What a caller hears about the firmbanking of an origin. */
    sealed interface Answer {
        record Known(Firmbanking firmbanking) implements Answer {}

        record Refused(String reason) implements Answer {}
    }

    void request(Host host, FirmbankingOrder order, Reply<Answer> reply) {
        database.<Answer>commit(
                host,
                tx -> record(tx, order),
                answer -> {
                    reply.answer(answer);
                    advanceIfNew(host, answer);
                },
                reply::lose);
    }

    Optional<Firmbanking> find(UUID origin) {
        return byOrigin.find(origin).map(firmbankings::get);
    }

    private void advanceIfNew(Host host, Answer answer) {
        if (answer instanceof Answer.Known(Firmbanking.Requested requested)) {
            firmbankings.advance(host, requested.command().id(), Firmbanking.State.REQUESTED);
        }
    }

    private Runnable recharge(Transaction tx, Message message) {
        if (message.event() instanceof Told.RechargeRequested event) {
            var purpose = new Purpose(Purpose.Origin.RECHARGE, event.recharge(), event.member());
            var from = new Counterpart.Registered(new RegisteredBankAccountId(event.from()));
            return take(
                    tx,
                    message,
                    new FirmbankingOrder(purpose, Direction.WITHDRAW, from, event.amount()));
        }
        return Consumption.NOTHING_MORE;
    }

    private Runnable payout(Transaction tx, Message message) {
        if (message.event() instanceof Told.PayoutRequested event) {
            var purpose = new Purpose(Purpose.Origin.PAYOUT, event.payout(), event.merchant());
            return take(
                    tx,
                    message,
                    new FirmbankingOrder(
                            purpose, Direction.DEPOSIT, new Counterpart.Default(), event.net()));
        }
        return Consumption.NOTHING_MORE;
    }

    // What is refused is answered with an event, since nobody waits.
    private Runnable take(Transaction tx, Message message, FirmbankingOrder order) {
        var answer = record(tx, order);
        if (answer instanceof Answer.Refused(var reason)) {
            var id = Uuid7.derive(message.id(), "refused");
            var purpose = order.purpose();
            outbox.append(
                    tx,
                    new Message(
                            id,
                            Topic.FIRMBANKINGS,
                            purpose.originId(),
                            new Told.FirmbankingFailed(
                                    message.id(), purpose.origin(), purpose.originId(), reason)));
        }
        var host = tx.host();
        return () -> advanceIfNew(host, answer);
    }

    private Answer record(Transaction tx, FirmbankingOrder order) {
        var known = find(order.purpose().originId());
        if (known.isPresent()) {
            return order.isWhat(known.get().command())
                    ? new Answer.Known(known.get())
                    : new Answer.Refused("ORIGIN_REUSED");
        }
        var origin = order.purpose().originId();
        return refusedOrigins
                .find(origin)
                .<Answer>map(Answer.Refused::new)
                .orElseGet(() -> fresh(tx, order));
    }

    private Answer fresh(Transaction tx, FirmbankingOrder order) {
        var contract = validContract(tx.host());
        var refusal = refusal(order, contract);
        if (refusal.isPresent()) {
            refusedOrigins.insert(tx, order.purpose().originId(), refusal.get());
            return new Answer.Refused(refusal.get());
        }
        var command = command(tx.host(), order, contract.orElseThrow());
        commit(tx, command);
        byOrigin.insert(tx, order.purpose().originId(), command.id());
        return new Answer.Known(firmbankings.insert(tx, command));
    }

    private Optional<String> refusal(FirmbankingOrder order, Optional<BankContractId> contract) {
        if (!(order.counterpart() instanceof Counterpart.Named)
                && !isRegistered(order.purpose().membership())) {
            return Optional.of("NO_REGISTERED_BANK_ACCOUNT");
        }
        if (contract.isEmpty()) {
            return Optional.of("BANK_CONTRACT_NOT_VALID");
        }
        // In the end staff agrees on a limit that suffices.
        return world.faults().areHealed()
                        || dailyLimit.isAtLeast(committedToday().plus(order.amount()))
                ? Optional.empty()
                : Optional.of("BANK_DAILY_LIMIT_EXCEEDED");
    }

    /** The contract that holds now, if one does. */
    Optional<BankContractId> validContract(Host host) {
        if (host.micros() < contractEnds) {
            return Optional.of(FIRST);
        }
        return host.micros() < contractFollows ? Optional.empty() : Optional.of(SECOND);
    }

    private Command command(Host host, FirmbankingOrder order, BankContractId contract) {
        var now = host.now();
        var other =
                switch (order.counterpart()) {
                    case Counterpart.Named(var account) -> account;
                    case Counterpart.Default(), Counterpart.Registered _ ->
                            registered.get(order.purpose().membership());
                };
        return new Command(
                new FirmbankingId(world.dice().uuid7(now)),
                order.purpose(),
                order.direction(),
                registeredId(order),
                other,
                order.amount(),
                contract,
                LocalDate.ofInstant(now, ZoneOffset.ofHours(9)),
                now,
                now.plus(finalWithin));
    }

    private static Optional<RegisteredBankAccountId> registeredId(FirmbankingOrder order) {
        return switch (order.counterpart()) {
            case Counterpart.Named _ -> Optional.empty();
            case Counterpart.Registered(var id) -> Optional.of(id);
            case Counterpart.Default() ->
                    Optional.of(new RegisteredBankAccountId(order.purpose().membership().value()));
        };
    }

    private Money committedToday() {
        return committed.find("088").orElse(Money.krw(0));
    }

    private void commit(Transaction tx, Command command) {
        var sum = committedToday().plus(command.amount());
        if (committed.has("088")) {
            committed.update(tx, "088", sum);
            return;
        }
        committed.insert(tx, "088", sum);
    }

    void giveBack(Transaction tx, Command command) {
        committed.update(tx, "088", committedToday().minus(command.amount()));
    }

    /** Tells how a firmbanking ended. */
    void tell(Transaction tx, Firmbanking ended) {
        switch (ended) {
            case Firmbanking.Succeeded succeeded -> outbox.append(tx, succeeded(succeeded));
            case Firmbanking.Failed failed -> {
                giveBack(tx, failed.command());
                outbox.append(tx, failed(failed));
            }
            case Firmbanking.Requested _, Firmbanking.InFlight _ -> {}
        }
    }

    private static Message succeeded(Firmbanking.Succeeded succeeded) {
        var command = succeeded.command();
        var purpose = command.purpose();
        return new Message(
                Uuid7.derive(command.id().value(), "succeeded"),
                Topic.FIRMBANKINGS,
                purpose.originId(),
                new Told.FirmbankingSucceeded(
                        command.id().value(),
                        purpose.origin(),
                        purpose.originId(),
                        command.amount(),
                        succeeded.fee(),
                        Cash.CORPORATE.bank().value()));
    }

    private static Message failed(Firmbanking.Failed failed) {
        var command = failed.command();
        var purpose = command.purpose();
        return new Message(
                Uuid7.derive(command.id().value(), "failed"),
                Topic.FIRMBANKINGS,
                purpose.originId(),
                new Told.FirmbankingFailed(
                        command.id().value(),
                        purpose.origin(),
                        purpose.originId(),
                        failed.reason()));
    }

    /** All that were recorded, as they stand. */
    public List<Firmbanking> all() {
        return firmbankings.all();
    }

    /** What counts against the limit of the day. */
    public Money committedInAll() {
        return committedToday();
    }

    private static BankContractId contract(int number) {
        return new BankContractId(new UUID(0x7000, number));
    }
}
