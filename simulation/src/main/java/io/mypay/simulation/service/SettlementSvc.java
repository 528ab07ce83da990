package io.mypay.simulation.service;

import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.money.Money;
import io.mypay.settlement.calendar.BusinessDates;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.FirmbankingId;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.merchant.PayoutOutcome;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.run.Chunk;
import io.mypay.settlement.run.Confirmation;
import io.mypay.settlement.run.SettlementRun;
import io.mypay.settlement.run.Totals;
import io.mypay.settlement.voucher.VoucherKind;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** settlement: its Runs, RunSteps, sweeps and consumers. */
public final class SettlementSvc extends Service {
    private static final long LEASE = 30 * Time.SECOND;
    private static final Money ZERO = Money.krw(0);
    private static final Totals NOTHING_YET = new Totals(0, 0, ZERO, ZERO, ZERO, ZERO);

    private final Table<RunId, SettlementRun> runs = new Table<>("settlement_run");
    private final Table<LocalDate, RunId> byDate = new Table<>("settlement_run by date");
    private final Table<RunId, Long> due = new Table<>("settlement_run due");
    private final Chunks chunks = new Chunks();
    private final Settlements settlements;
    private final Payouts payouts;

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    public SettlementSvc(World world) {
        super(world, "settlement");
        this.settlements = new Settlements(world);
        this.payouts = new Payouts(settlements, outbox);
        world.broker()
                .subscribe(
                        Topic.PAYMENTS,
                        this,
                        new Consumption("settlement.payments", this::voucher));
        world.broker()
                .subscribe(
                        Topic.FIRMBANKINGS,
                        this,
                        new Consumption("settlement.firmbankings", this::firmbanking));
    }

    public Settlements settlements() {
        return settlements;
    }

    public Payouts payouts() {
        return payouts;
    }

    public Collection<SettlementRun> runs() {
        return runs.all();
    }

    /** The date's run; if there is none, the date is closed. Empty for a date closed before. */
    public void run(Host host, LocalDate date, Reply<Optional<UUID>> reply) {
        database.commit(
                host,
                tx -> run(tx, date),
                found -> {
                    reply.answer(found.map(RunId::value));
                    found.ifPresent(id -> advance(host, id));
                },
                reply::lose);
    }

    private Optional<RunId> run(Transaction tx, LocalDate date) {
        var now = tx.host().now();
        if (byDate.has(date) || date.isAfter(BusinessDates.of(now))) {
            return byDate.find(date);
        }
        if (!date.isAfter(settlements.closedUntil())) {
            return Optional.empty();
        }
        var period = new Period(settlements.firstDateWithVouchers(date), date);
        settlements.close(tx, date);
        var id = new RunId(world.dice().uuid7(now));
        var head = new SettlementRun.Head(id, period, now);
        runs.insert(tx, id, new SettlementRun.Collecting(head, NOTHING_YET, false, now));
        byDate.insert(tx, date, id);
        due.insert(tx, id, tx.host().micros());
        wakeAfter(tx, tx.host().micros());
        return Optional.of(id);
    }

    /** By a person. Nothing happens to a run that is not calculated, or confirmed already. */
    public void confirm(Host host, UUID run, Reply<Boolean> reply) {
        database.commit(
                host,
                tx -> confirm(tx, new RunId(run)),
                done -> {
                    reply.answer(done);
                    advance(host, new RunId(run));
                },
                reply::lose);
    }

    private boolean confirm(Transaction tx, RunId id) {
        if (!(runs.get(id) instanceof SettlementRun.Calculated calculated)) {
            return false;
        }
        var by = new Confirmation("staff", tx.host().now(), Duration.ofDays(3));
        save(tx, calculated, calculated.confirm(by));
        return true;
    }

    /** By a person, for every payout that failed. */
    public void retryPayouts(Host host, Reply<Boolean> reply) {
        database.commit(host, payouts::retryFailed, reply::answer, reply::lose);
    }

    private void advance(Host host, RunId id) {
        database.commit(
                host,
                tx -> step(tx, id),
                went -> {
                    if (went) {
                        world.timeline().later(host, Time.MILLISECOND, () -> advance(host, id));
                        return;
                    }
                    workWhatIsDue(host);
                },
                () -> {});
    }

    private void workWhatIsDue(Host host) {
        database.commit(
                host,
                tx -> {
                    var claimed = chunks.claim(tx, runs, LEASE);
                    if (!claimed.isEmpty()) {
                        wakeAfter(tx, tx.host().micros() + LEASE);
                    }
                    return claimed;
                },
                claimed ->
                        claimed.forEach(chunk ->
                                world.timeline()
                                        .later(
                                                host,
                                                world.dice().between(1, Time.SECOND),
                                                () -> work(host, chunk))),
                () -> {});
    }

    private void work(Host host, Chunk chunk) {
        database.commit(
                host, tx -> work(tx, chunk), _ -> advance(host, chunk.merchants().run()), () -> {});
    }

    private boolean work(Transaction tx, Chunk chunk) {
        if (!chunks.move(tx, chunk)) {
            return false;
        }
        var now = tx.host().now();
        switch (chunk.state()) {
            case OPEN -> settlements.calculate(tx, chunk.merchants(), now);
            case CALCULATED -> settlements.confirm(tx, chunk.merchants(), now);
            case CONFIRMED -> payouts.request(tx, chunk.merchants(), now);
            case REQUESTED -> throw new Violation("a chunk that is done was claimed");
        }
        return true;
    }

    private boolean step(Transaction tx, RunId id) {
        var now = tx.host().now();
        return switch (runs.get(id)) {
            case SettlementRun.Collecting run when !run.isPlanned() -> plan(tx, run);
            case SettlementRun.Collecting run ->
                    !chunks.isAnyIn(id, Chunk.State.OPEN)
                            && save(tx, run, run.calculate(settlements.totals(id), now));
            case SettlementRun.Confirmed run ->
                    !chunks.isAnyIn(id, Chunk.State.CALCULATED) && save(tx, run, run.pay(now));
            case SettlementRun.Paying run ->
                    !chunks.isAnyIn(id, Chunk.State.CONFIRMED)
                            && !settlements.isAnyUnfinished(id)
                            && save(tx, run, run.complete(now));
            case SettlementRun.Calculated _, SettlementRun.Completed _ -> false;
        };
    }

    private boolean plan(Transaction tx, SettlementRun.Collecting run) {
        var head = run.head();
        chunks.divide(tx, head, settlements.merchantsOf(head.period()));
        return save(
                tx, run, new SettlementRun.Collecting(head, run.totals(), true, run.updatedAt()));
    }

    private boolean save(Transaction tx, SettlementRun from, SettlementRun to) {
        Life.RUN.requireLegal(world, from, to);
        var id = to.head().id();
        runs.update(tx, id, to);
        due.update(tx, id, tx.host().micros());
        wakeAfter(tx, tx.host().micros());
        return true;
    }

    private void wakeAfter(Transaction tx, long at) {
        tx.afterCommit(() -> wake(at, this::sweep));
    }

    // What waits for a bank or for a person is not looked at again: an outcome leads it on.
    private void sweep(Host host) {
        sweep(host, this::claim, claimed -> claimed.forEach(id -> advance(host, id)), this::sweep);
    }

    private List<RunId> claim(Transaction tx) {
        var claimed = new ArrayList<RunId>();
        var now = tx.host().micros();
        for (var run : List.copyOf(runs.all())) {
            var id = run.head().id();
            if (isOnItsWay(run) && due.get(id) <= now) {
                due.update(tx, id, now + LEASE);
                wakeAfter(tx, now + LEASE);
                claimed.add(id);
            }
        }
        return claimed;
    }

    private boolean isOnItsWay(SettlementRun run) {
        return switch (run) {
            case SettlementRun.Collecting _, SettlementRun.Confirmed _ -> true;
            case SettlementRun.Paying _ ->
                    chunks.isAnyIn(run.head().id(), Chunk.State.CONFIRMED)
                            || !settlements.isAnyUnfinished(run.head().id());
            case SettlementRun.Calculated _, SettlementRun.Completed _ -> false;
        };
    }

    private Runnable voucher(Transaction tx, Message message) {
        if (message.event() instanceof Told.VoucherWritten(var written)) {
            settlements.take(tx, voucher(written));
        }
        return Consumption.NOTHING_MORE;
    }

    private static io.mypay.settlement.voucher.Voucher voucher(
            io.mypay.payment.voucher.Voucher written) {
        return new io.mypay.settlement.voucher.Voucher(
                new io.mypay.settlement.voucher.VoucherId(written.id().value()),
                new io.mypay.settlement.voucher.PaymentId(written.payment().value()),
                switch (written) {
                    case io.mypay.payment.voucher.Voucher.Capture _ -> VoucherKind.CAPTURE;
                    case io.mypay.payment.voucher.Voucher.Refund _ -> VoucherKind.REFUND;
                },
                written.merchant(),
                written.gross(),
                new io.mypay.settlement.voucher.Commission(
                        written.rate().basisPoints(), written.commission()),
                written.businessDate(),
                written.at());
    }

    private Runnable firmbanking(Transaction tx, Message message) {
        var now = tx.host().now();
        outcome(message, now)
                .flatMap(outcome -> payouts.conclude(tx, outcome, now))
                .ifPresent(run -> step(tx, run));
        return Consumption.NOTHING_MORE;
    }

    private static Optional<PayoutOutcome> outcome(Message message, Instant at) {
        return switch (message.event()) {
            case Told.FirmbankingSucceeded event when event.origin() == Purpose.Origin.PAYOUT ->
                    Optional.of(
                            new PayoutOutcome.Succeeded(
                                    new PayoutId(event.originId()),
                                    new FirmbankingId(event.firmbanking()),
                                    event.amount(),
                                    event.corporateBankCode(),
                                    at));
            case Told.FirmbankingFailed event when event.origin() == Purpose.Origin.PAYOUT ->
                    Optional.of(
                            new PayoutOutcome.Failed(
                                    new PayoutId(event.originId()),
                                    Optional.of(new FirmbankingId(event.firmbanking())),
                                    event.reason(),
                                    at));
            default -> Optional.empty();
        };
    }
}
