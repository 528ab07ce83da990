package io.mypay.simulation.bank;

import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCommand;
import io.mypay.banking.bank.BankReply;
import io.mypay.kit.money.Money;
import io.mypay.simulation.world.Dice;
import io.mypay.simulation.world.Fault;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A bank that does what it is told, in cash. It would not notice a command that came twice: that is
 * MyPay's to prevent, so here it ends the schedule.
 */
public final class Bank {
    private static final long DELAY_MAX = 50 * Time.MILLISECOND;
    private static final long ANSWER_TIMEOUT = 3 * Time.SECOND;
    private static final long LATE_MAX = 20 * Time.MINUTE;
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10));

    private final World world;
    private final Dice dice;
    private final Duration window;
    private final Money fee;
    private final Map<BankAccount, Money> balances = new HashMap<>();
    private final Map<UUID, BankReply> outcomes = new HashMap<>();
    private final Map<UUID, Long> deniedSince = new HashMap<>();
    private final Map<UUID, Integer> given = new HashMap<>();

    public Bank(World world) {
        this.world = world;
        this.dice = world.dice();
        this.window = dice.of(WINDOWS);
        this.fee = Money.krw(dice.of(List.of(0, 300, 500)));
    }

    public void open(BankAccount account, Money balance) {
        balances.put(account, balance);
    }

    public Money balance(BankAccount account) {
        return balances.get(account);
    }

    /** How many commands moved cash. */
    public boolean hasMoved(UUID key) {
        return outcomes.get(key) instanceof BankReply.Moved;
    }

    public void command(Host from, BankCommand command, Consumer<BankReply> heard) {
        Violation.unless(
                given.merge(command.key(), 1, Integer::sum) == 1,
                "a command was given twice",
                command.key());
        var faults = world.faults();
        if (faults.happens(Fault.BANK_UNREACHED)) {
            silence(from, heard);
            return;
        }
        if (faults.happens(Fault.BANK_LATE)) {
            world.timeline().later(dice.between(1, LATE_MAX), () -> execute(command));
            silence(from, heard);
            return;
        }
        var silent = faults.happens(Fault.BANK_SILENT);
        if (silent) {
            silence(from, heard);
        }
        world.timeline()
                .later(
                        delay(),
                        () -> {
                            var reply = execute(command);
                            if (!silent) {
                                world.timeline().later(from, delay(), () -> heard.accept(reply));
                            }
                        });
    }

    public void inquire(Host from, UUID key, Consumer<BankReply> heard) {
        if (world.faults().happens(Fault.BANK_DUMB)) {
            silence(from, heard);
            return;
        }
        world.timeline()
                .later(
                        delay(),
                        () -> {
                            var reply = outcome(key);
                            world.timeline().later(from, delay(), () -> heard.accept(reply));
                        });
    }

    private BankReply outcome(UUID key) {
        var outcome = outcomes.get(key);
        if (outcome != null) {
            return outcome;
        }
        deniedSince.putIfAbsent(key, world.timeline().now());
        return new BankReply.NeverHeard(window);
    }

    private BankReply execute(BankCommand command) {
        var reply = decide(command);
        outcomes.put(command.key(), reply);
        if (reply instanceof BankReply.Moved) {
            balances.merge(command.from(), command.amount().negated(), Money::plus);
            balances.merge(command.to(), command.amount(), Money::plus);
            balances.merge(Cash.CORPORATE, fee.negated(), Money::plus);
        }
        return reply;
    }

    private BankReply decide(BankCommand command) {
        var denied = deniedSince.get(command.key());
        if (denied != null && world.timeline().now() > denied + window.toNanos() / 1_000) {
            return new BankReply.Declined("COMMAND_EXPIRED");
        }
        if (world.faults().happens(Fault.BANK_DECLINES)) {
            return new BankReply.Declined("ACCOUNT_CLOSED");
        }
        return balances.get(command.from()).isAtLeast(command.amount().plus(fee))
                ? new BankReply.Moved(fee)
                : new BankReply.Declined("INSUFFICIENT_FUNDS");
    }

    private void silence(Host from, Consumer<BankReply> heard) {
        world.timeline()
                .later(from, ANSWER_TIMEOUT, () -> heard.accept(new BankReply.Silent("timeout")));
    }

    private long delay() {
        return dice.between(1, DELAY_MAX);
    }
}
