package io.mypay.e2e.chaos;

import io.mypay.e2e.Messages;
import io.mypay.e2e.OutsideBank;
import io.mypay.stack.Stack;
import io.mypay.stack.network.Link;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets faults happen to a stack, and undoes each when its time is over. */
final class Breaker {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int STARTS_MAX = 10;
    private static final String BANK = "bank-simulator";
    private static final String KAFKA = "kafka";

    private final Stack stack;
    private final OutsideBank bank;
    private final Messages messages;
    private final Journal journal;
    private final Map<String, Lock> victims = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    Breaker(Stack stack, OutsideBank bank, Journal journal) {
        this.stack = stack;
        this.bank = bank;
        this.messages = new Messages(stack.kafkaBootstrapServers());
        this.journal = journal;
    }

    /** Returns when the fault is over; what it broke may still be coming back. */
    void inflict(Fault fault) throws InterruptedException {
        Lock one = lock(fault.victim());
        one.lockInterruptibly();
        try {
            journal.note("FAULT " + fault);
            happen(fault);
            count(fault);
            journal.note("OVER " + fault);
        } finally {
            one.unlock();
        }
    }

    private void happen(Fault fault) throws InterruptedException {
        switch (fault) {
            case Fault.Kill kill -> ready(kill.victim()).kill();
            case Fault.Pause pause -> pause(ready(pause.victim()), pause.lasting());
            case Fault.Restart restart -> restart(ready(restart.victim()), restart.lasting());
            case Fault.Cut cut -> {
                Link link = stack.network().link(cut.from(), cut.to());
                link.cut();
                healAfter(link, cut.lasting());
            }
            case Fault.Hold hold -> {
                Link link = stack.network().link(hold.from(), hold.to());
                link.hold(hold.direction());
                healAfter(link, hold.lasting());
            }
            case Fault.Bank misbehaves -> misbehave(misbehaves);
            case Fault.Repeat repeat -> {
                ready(KAFKA);
                messages.repeat(Messages.topics(), repeat.messagesPerPartition());
            }
        }
    }

    private static void pause(Supervised process, Duration lasting) {
        process.pause();
        try {
            LockSupport.parkNanos(lasting.toNanos());
        } finally {
            process.resume();
        }
    }

    private static void restart(Supervised process, Duration away) throws InterruptedException {
        process.stop();
        try {
            LockSupport.parkNanos(away.toNanos());
        } finally {
            startUntilItRuns(process);
        }
    }

    /** What dies while it starts, because something else is broken just then, is started again. */
    private static void startUntilItRuns(Supervised process) throws InterruptedException {
        for (int i = 1; ; i++) {
            process.start();
            try {
                process.awaitStarted();
                return;
            } catch (StartFailed e) {
                if (i == STARTS_MAX) {
                    throw e;
                }
                process.stop();
            }
        }
    }

    private static void healAfter(Link link, Duration lasting) {
        try {
            LockSupport.parkNanos(lasting.toNanos());
        } finally {
            link.heal();
        }
    }

    private void misbehave(Fault.Bank fault) throws InterruptedException {
        order(() -> bank.fault(fault.bankCode(), fault.order()));
        LockSupport.parkNanos(fault.lasting().toNanos());
        order(() -> bank.heal(fault.bankCode()));
    }

    /** At the counter, while nobody kills the bank. */
    private void order(Runnable order) throws InterruptedException {
        Lock one = lock(BANK);
        one.lockInterruptibly();
        try {
            ready(BANK);
            order.run();
        } finally {
            one.unlock();
        }
    }

    private Lock lock(String victim) {
        return victims.computeIfAbsent(victim, _ -> new ReentrantLock());
    }

    private Supervised ready(String name) throws InterruptedException {
        Supervised process = stack.process(name);
        process.awaitReady(READY_WITHIN);
        return process;
    }

    /** Nothing is broken any more, and everything is up again. */
    void mend(Iterable<String> processes) throws InterruptedException {
        stack.network().heal();
        for (String process : processes) {
            ready(process);
        }
        Schedule.BANKS.forEach(bank::heal);
        journal.note("MENDED");
    }

    private void count(Fault fault) {
        synchronized (counts) {
            counts.merge(fault.kind(), 1, Integer::sum);
        }
    }

    /** How many faults of each kind happened. */
    Map<String, Integer> counts() {
        synchronized (counts) {
            return new TreeMap<>(counts);
        }
    }
}
