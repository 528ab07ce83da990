package io.mypay.simulation.service;

import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.money.intake.Fee;
import io.mypay.money.intake.Payout;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Hold;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.recharge.Arrival;
import io.mypay.money.recharge.FirmbankingId;
import io.mypay.money.recharge.Recharge;
import io.mypay.money.recharge.RechargeId;
import io.mypay.money.recharge.RegisteredBankAccountId;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Consumption;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Reply;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** money: recharges, the ledger's batches, and what others say has happened. */
public final class MoneySvc extends Service {
    private static final Duration FINAL_WITHIN = Duration.ofMinutes(10);

    private static final List<AccountName> OWN =
            List.of(
                    AccountName.corporateCash(Cash.CORPORATE.bank().value()),
                    RemittancePostings.REMITTANCE_FEE,
                    AccountName.COMMISSION,
                    AccountName.FIRMBANKING_FEE,
                    AccountName.SUSPENSE);

    private final Books books = new Books();
    private final BankingSvc banking;
    private final Table<RechargeId, Recharge> recharges = new Table<>("recharge");
    private final Table<UUID, RechargeId> requests = new Table<>("request");
    private final Map<Host, List<Waiting>> queues = new HashMap<>();

    /** A call that waits for a batch. */
    private record Waiting(List<Transfer> transfers, Reply<List<Result>> reply) {}

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    public MoneySvc(World world, BankingSvc banking) {
        super(world, "money");
        this.banking = banking;
        world.broker()
                .subscribe(
                        Topic.MEMBERSHIPS,
                        this,
                        new Consumption("money.memberships", this::membership));
        world.broker()
                .subscribe(
                        Topic.FIRMBANKINGS,
                        this,
                        new Consumption("money.firmbankings", this::firmbanking));
        world.broker()
                .subscribe(Topic.PAYOUTS, this, new Consumption("money.payouts", this::payout));
    }

    public Books books() {
        return books;
    }

    public Collection<Recharge> recharges() {
        return recharges.all();
    }

    /** What a caller hears about a recharge that it asks for. */
    sealed interface Answer {
        record Accepted(RechargeId id) implements Answer {}

        record Refused(String reason) implements Answer {}
    }

    void request(
            Host host, UUID requestId, MembershipId member, Money amount, Reply<Answer> reply) {
        database.<Answer>commit(
                host, tx -> once(tx, requestId, member, amount), reply::answer, reply::lose);
    }

    /** As members ask for it; empty if it is refused. */
    public void recharge(
            Host host,
            UUID requestId,
            MembershipId member,
            Money amount,
            Reply<Optional<UUID>> reply) {
        request(host, requestId, member, amount, reply.map(MoneySvc::accepted));
    }

    private static Optional<UUID> accepted(Answer answer) {
        return answer instanceof Answer.Accepted(var id)
                ? Optional.of(id.value())
                : Optional.empty();
    }

    private Answer once(Transaction tx, UUID requestId, MembershipId member, Money amount) {
        var answered = requests.find(requestId);
        if (answered.isPresent()) {
            return new Answer.Accepted(answered.get());
        }
        if (!banking.isRegistered(member)) {
            return new Answer.Refused("NO_REGISTERED_BANK_ACCOUNT");
        }
        var now = tx.host().now();
        var terms =
                new Recharge.Terms(
                        new RechargeId(world.dice().uuid7(now)),
                        member,
                        new RegisteredBankAccountId(member.value()),
                        amount,
                        now,
                        now.plus(FINAL_WITHIN));
        books.open(tx, AccountName.member(member));
        recharges.insert(tx, terms.id(), new Recharge.Requested(terms));
        outbox.append(tx, requested(terms));
        requests.insert(tx, requestId, terms.id());
        return new Answer.Accepted(terms.id());
    }

    private static Message requested(Recharge.Terms terms) {
        var id = terms.id().value();
        return new Message(
                Uuid7.derive(id, "requested"),
                Topic.RECHARGES,
                id,
                new Told.RechargeRequested(
                        id, terms.member(), terms.from().value(), terms.amount()));
    }

    /** MyPay's own accounts, which the schema opens. */
    public void begin() {
        database.commit(
                hosts().getFirst(),
                tx -> {
                    OWN.forEach(name -> books.open(tx, name));
                    return true;
                },
                _ -> {},
                () -> {});
    }

    /** As GetRecharge tells it. */
    Recharge get(UUID recharge) {
        return recharges.get(new RechargeId(recharge));
    }

    /** Old as soon as it is read. */
    Money available(MembershipId member) {
        return books.available(AccountName.member(member));
    }

    /** One batch in flight per process; the next takes all that has queued meanwhile. */
    void post(Host host, List<Transfer> transfers, Reply<List<Result>> reply) {
        var queue = queues.computeIfAbsent(host, _ -> new ArrayList<>());
        queue.add(new Waiting(transfers, reply));
        if (queue.size() == 1) {
            host.onDeath(queue::clear);
            var wait = world.dice().between(1, 3 * Time.MILLISECOND);
            world.timeline().later(host, wait, () -> work(host, queue));
        }
    }

    private void work(Host host, List<Waiting> queue) {
        var calls = List.copyOf(queue);
        queue.clear();
        database.commit(
                host,
                tx -> batch(tx, calls.stream().map(Waiting::transfers).toList()),
                results -> answer(calls, results),
                () -> calls.forEach(call -> call.reply().lose()));
    }

    private List<Result> batch(Transaction tx, List<List<Transfer>> calls) {
        tx.afterCommit(() -> calls.stream().flatMap(List::stream).forEach(this::watchExpiry));
        return books.post(tx, calls, world.timeline().instant());
    }

    private static void answer(List<Waiting> calls, List<Result> results) {
        int start = 0;
        for (var call : calls) {
            var end = start + call.transfers().size();
            call.reply().answer(results.subList(start, end));
            start = end;
        }
    }

    private void watchExpiry(Transfer transfer) {
        if (transfer instanceof Transfer.Hold hold) {
            hold.timeout()
                    .ifPresent(timeout -> wake(now() + timeout.toMillis() * 1_000, this::expire));
        }
    }

    private void expire(Host host) {
        for (var hold : List.copyOf(books.holds())) {
            if (hold instanceof Hold.Open open && open.isOver(world.timeline().instant())) {
                var id = open.terms().id();
                var purpose = new io.mypay.money.ledger.Purpose(Code.PAYMENT, id.toString());
                var expiry = new Transfer.Expiry(id.step("expiry"), id, purpose);
                post(host, List.of(expiry), new Reply<>(_ -> {}, () -> wake(now(), this::expire)));
                host.onDeath(() -> wake(now(), this::expire));
            }
        }
    }

    private Runnable membership(Transaction tx, Message message) {
        if (message.event() instanceof Told.MembershipCreated(var id, var isMerchant)) {
            books.open(tx, isMerchant ? AccountName.merchant(id) : AccountName.member(id));
        }
        return Consumption.NOTHING_MORE;
    }

    private Runnable firmbanking(Transaction tx, Message message) {
        switch (message.event()) {
            case Told.FirmbankingSucceeded event -> succeeded(tx, event);
            case Told.FirmbankingFailed event when event.origin() == Purpose.Origin.RECHARGE ->
                    failed(tx, event);
            default -> {}
        }
        return Consumption.NOTHING_MORE;
    }

    private void succeeded(Transaction tx, Told.FirmbankingSucceeded event) {
        var by = new FirmbankingId(event.firmbanking());
        var fee = new Fee(by, event.fee(), event.corporateBankCode()).transfers();
        if (event.origin() != Purpose.Origin.RECHARGE) {
            post(tx, fee);
            return;
        }
        var id = new RechargeId(event.originId());
        var arrival = new Arrival(id, by, event.amount(), event.corporateBankCode());
        switch (arrival.meaning(recharges.find(id))) {
            case Arrival.Meaning.Awaited(var recharge) -> credit(tx, recharge, arrival, fee);
            case Arrival.Meaning.AlreadyCredited() -> post(tx, fee);
            case Arrival.Meaning.Unexplained() -> post(tx, join(arrival.unexplained(), fee));
        }
    }

    private void credit(
            Transaction tx,
            Recharge.Requested recharge,
            Arrival arrival,
            List<Transfer.Single> fee) {
        post(tx, join(arrival.credit(recharge.terms()), fee));
        var succeeded = recharge.succeed(arrival.firmbanking(), tx.host().now());
        end(tx, recharge, succeeded, new Told.RechargeSucceeded(recharge.id().value()));
    }

    private void failed(Transaction tx, Told.FirmbankingFailed event) {
        var found = recharges.find(new RechargeId(event.originId()));
        if (found.orElse(null) instanceof Recharge.Requested requested) {
            var failed = requested.fail(event.reason(), tx.host().now());
            end(tx, requested, failed, new Told.RechargeFailed(event.originId(), event.reason()));
        }
    }

    private void end(Transaction tx, Recharge from, Recharge to, Told told) {
        Life.RECHARGE.requireLegal(world, from, to);
        recharges.update(tx, to.id(), to);
        var id = to.id().value();
        outbox.append(tx, new Message(Uuid7.derive(id, "ended"), Topic.RECHARGES, id, told));
    }

    private Runnable payout(Transaction tx, Message message) {
        if (message.event() instanceof Told.PayoutCompleted event) {
            var payout =
                    new Payout(
                            event.payout(),
                            event.settlement().toString(),
                            event.merchant(),
                            event.net(),
                            event.commission(),
                            event.corporateBankCode());
            post(tx, payout.transfers());
        }
        return Consumption.NOTHING_MORE;
    }

    // A fact is never refused here: nobody's account is closed, and none is full.
    private void post(Transaction tx, List<Transfer.Single> facts) {
        if (facts.isEmpty()) {
            return;
        }
        for (var fact : facts) {
            books.open(tx, fact.from());
            books.open(tx, fact.to());
        }
        for (var result : books.post(tx, List.of(List.copyOf(facts)), world.timeline().instant())) {
            Violation.unless(result.isInTheLedger(), "a fact is refused", result);
        }
    }

    private static List<Transfer.Single> join(Transfer.Single first, List<Transfer.Single> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
