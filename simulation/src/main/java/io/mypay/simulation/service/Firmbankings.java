package io.mypay.simulation.service;

import io.mypay.banking.bank.BankReply;
import io.mypay.banking.firmbanking.Command;
import io.mypay.banking.firmbanking.FailureReason;
import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.banking.firmbanking.FirmbankingId;
import io.mypay.kit.gate.Breaker;
import io.mypay.simulation.bank.Bank;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Database;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Leads firmbankings to their end, as FirmbankingSteps, FirmbankingStore and the sweep do. */
final class Firmbankings {
    private static final long SEND_AGAIN_AFTER = 5 * Time.SECOND;
    private static final long SEND_AGAIN_AFTER_MAX = 30 * Time.SECOND;
    private static final long SEND_LEASE = 10 * Time.SECOND;
    private static final long INQUIRY_PAUSE_MIN = Time.SECOND;
    private static final long INQUIRY_PAUSE_MAX = Time.MINUTE;
    private static final long SWEEP_LEASE = 30 * Time.SECOND;
    private static final Breaker.Policy POLICY = new Breaker.Policy(5, Duration.ofSeconds(10));

    private final BankingSvc banking;
    private final World world;
    private final Bank bank;
    private final Database database;
    private final Table<FirmbankingId, Row> rows = new Table<>("firmbanking");
    private final Map<Gate, Breaker> breakers = new HashMap<>();

    private record Row(Firmbanking firmbanking, long due, int attempts) {}

    /** One for commands and one for inquiries in each process. */
    private record Gate(Host host, boolean forCommands) {}

    Firmbankings(BankingSvc banking, World world, Bank bank, Database database) {
        this.banking = banking;
        this.world = world;
        this.bank = bank;
        this.database = database;
    }

    Firmbanking get(FirmbankingId id) {
        return rows.get(id).firmbanking();
    }

    List<Firmbanking> all() {
        return rows.all().stream().map(Row::firmbanking).toList();
    }

    Firmbanking.Requested insert(Transaction tx, Command command) {
        var requested = new Firmbanking.Requested(command, command.createdAt());
        var due = tx.host().micros() + SEND_AGAIN_AFTER;
        rows.insert(tx, command.id(), new Row(requested, due, 0));
        tx.afterCommit(() -> banking.wake(due, this::sweep));
        return requested;
    }

    private void change(Transaction tx, Firmbanking from, Firmbanking to) {
        var id = to.command().id();
        if (!from.equals(to)) {
            Life.FIRMBANKING.requireLegal(world, from, to);
        }
        var before = rows.get(id);
        var same = from.state() == to.state();
        var due = tx.host().micros() + pause(to, same ? before.attempts() : 0);
        rows.update(tx, id, new Row(to, due, same ? before.attempts() : 0));
        banking.tell(tx, to);
        if (!to.isFinal()) {
            tx.afterCommit(() -> banking.wake(due, this::sweep));
        }
    }

    private static long pause(Firmbanking to, int attempts) {
        return switch (to.state()) {
            case REQUESTED -> SEND_AGAIN_AFTER;
            case SENT -> SEND_LEASE;
            case UNKNOWN ->
                    Math.min(INQUIRY_PAUSE_MAX, INQUIRY_PAUSE_MIN << Math.min(attempts, 16));
            case SUCCEEDED, FAILED -> 0;
        };
    }

    private void sweep(Host host) {
        banking.sweep(
                host,
                this::claim,
                claimed ->
                        claimed.forEach(
                                found -> advance(host, found.command().id(), found.state())),
                this::sweep);
    }

    private List<Firmbanking> claim(Transaction tx) {
        var claimed = new ArrayList<Firmbanking>();
        var now = tx.host().micros();
        for (var row : List.copyOf(rows.all())) {
            if (!row.firmbanking().isFinal() && row.due() <= now) {
                var id = row.firmbanking().command().id();
                rows.update(
                        tx, id, new Row(row.firmbanking(), now + SWEEP_LEASE, row.attempts() + 1));
                tx.afterCommit(() -> banking.wake(now + SWEEP_LEASE, this::sweep));
                claimed.add(row.firmbanking());
            }
        }
        return claimed;
    }

    /** Does what is due for one that was found in this state. */
    void advance(Host host, FirmbankingId id, Firmbanking.State found) {
        switch (found) {
            case REQUESTED -> send(host, id);
            case SENT, UNKNOWN -> inquire(host, id);
            case SUCCEEDED, FAILED -> {}
        }
    }

    // A shut gate leaves the command unsent.
    private void send(Host host, FirmbankingId id) {
        var gate = new Gate(host, true);
        if (!admit(gate)) {
            database.commit(host, tx -> postpone(tx, id), _ -> {}, () -> {});
            return;
        }
        database.commit(
                host,
                tx -> depart(tx, rows.get(id).firmbanking()),
                departed ->
                        departed.ifPresentOrElse(
                                sent -> command(gate, sent),
                                () -> settle(gate, Breaker::withdrawn)),
                () -> settle(gate, Breaker::withdrawn));
    }

    private boolean postpone(Transaction tx, FirmbankingId id) {
        var row = rows.get(id);
        if (row.firmbanking() instanceof Firmbanking.Requested) {
            var pause = SEND_AGAIN_AFTER << Math.min(row.attempts(), 16);
            var due = tx.host().micros() + Math.min(SEND_AGAIN_AFTER_MAX, pause);
            rows.update(tx, id, new Row(row.firmbanking(), due, row.attempts()));
            tx.afterCommit(() -> banking.wake(due, this::sweep));
        }
        return true;
    }

    /** What is to be given to the bank now, if anything is. */
    private Optional<Firmbanking.Sent> depart(Transaction tx, Firmbanking found) {
        if (!(found instanceof Firmbanking.Requested requested)) {
            return Optional.empty();
        }
        var now = tx.host().now();
        if (!now.isBefore(requested.command().finalBy())) {
            change(tx, requested, requested.refuse(FailureReason.BANK_UNAVAILABLE, now));
            return Optional.empty();
        }
        var contract = banking.validContract(tx.host());
        if (contract.isEmpty()) {
            change(tx, requested, requested.refuse(FailureReason.BANK_CONTRACT_NOT_VALID, now));
            return Optional.empty();
        }
        var sent = requested.send(contract.get(), now);
        change(tx, requested, sent);
        return Optional.of(sent);
    }

    private void command(Gate gate, Firmbanking.Sent sent) {
        var id = sent.command().id();
        bank.command(
                gate.host(),
                sent.command().forBank(Cash.CORPORATE),
                reply -> {
                    settle(gate, reply);
                    conclude(gate.host(), id, reply);
                });
    }

    // Whether the call was made before a crash nobody knows, so the bank is asked.
    private void inquire(Host host, FirmbankingId id) {
        database.commit(
                host,
                tx -> awaiting(tx, rows.get(id).firmbanking()),
                found -> {
                    if (found instanceof Firmbanking.InFlight) {
                        ask(host, id);
                    }
                },
                () -> {});
    }

    private Firmbanking awaiting(Transaction tx, Firmbanking found) {
        if (found instanceof Firmbanking.Sent sent) {
            var unknown = sent.await(Optional.empty(), tx.host().now());
            change(tx, sent, unknown);
            return unknown;
        }
        return found;
    }

    private void ask(Host host, FirmbankingId id) {
        var gate = new Gate(host, false);
        Consumer<BankReply> concluded = reply -> conclude(host, id, reply);
        if (!admit(gate)) {
            concluded.accept(new BankReply.Silent("breaker open"));
            return;
        }
        bank.inquire(
                host,
                id.value(),
                reply -> {
                    settle(gate, reply);
                    concluded.accept(reply);
                });
    }

    private void conclude(Host host, FirmbankingId id, BankReply reply) {
        database.commit(
                host,
                tx -> {
                    if (rows.get(id).firmbanking() instanceof Firmbanking.InFlight inFlight) {
                        change(tx, inFlight, inFlight.conclude(reply, tx.host().now()));
                    }
                    return id;
                },
                _ -> {},
                () -> {});
    }

    private boolean admit(Gate gate) {
        var next = breakers.computeIfAbsent(gate, this::closed).admit(gate.host().now());
        next.ifPresent(breaker -> breakers.put(gate, breaker));
        return next.isPresent();
    }

    private Breaker closed(Gate gate) {
        gate.host().onDeath(() -> breakers.remove(gate));
        return new Breaker.Closed(0);
    }

    private void settle(Gate gate, BankReply reply) {
        if (reply instanceof BankReply.Silent) {
            settle(gate, breaker -> breaker.silent(POLICY, gate.host().now()));
            return;
        }
        settle(gate, Breaker::answered);
    }

    private void settle(Gate gate, UnaryOperator<Breaker> what) {
        breakers.computeIfPresent(gate, (_, breaker) -> what.apply(breaker));
    }
}
