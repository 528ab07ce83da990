package io.mypay.e2e.chaos;

import com.google.type.Date;
import io.mypay.e2e.Endpoints;
import io.mypay.e2e.Messages;
import io.mypay.e2e.MyPay;
import io.mypay.e2e.OutsideBank;
import io.mypay.e2e.Proof;
import io.mypay.e2e.QueueLogs;
import io.mypay.e2e.RunningStack;
import io.mypay.e2e.Settling;
import io.mypay.e2e.World;
import io.mypay.stack.Service;
import io.mypay.stack.Stack;
import io.mypay.type.v1.BankAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One run on a stack over relays: a crowd, a load, a storm of faults, and when all is mended and
 * quiet the audit. The stack is left healthy, with a second process of each service.
 */
public final class ChaosRun {

    private static final BankAccount CORPORATE =
            BankAccount.newBuilder().setBankCode("004").setAccountNumber("00410000000001").build();

    private final Stack stack;
    private final Schedule schedule;
    private final Path journalFile;
    private final Consumer<String> report;

    /**
     * @param stack with two processes of every service, over relays
     * @param report receives one line for each part of the run
     */
    public ChaosRun(Stack stack, Schedule schedule, Path journalFile, Consumer<String> report) {
        this.stack = stack;
        this.schedule = schedule;
        this.journalFile = journalFile;
        this.report = report;
    }

    /**
     * What a run came to.
     *
     * @param settled whether clerks settled the business date in the middle; on a stack whose date
     *     is closed they cannot
     * @param faults how many of each kind
     * @param failures how many calls had no answer, by code
     */
    public record Result(
            long seed,
            int commands,
            boolean settled,
            Map<String, Integer> faults,
            Map<String, Integer> failures,
            Findings findings) {

        public int faultCount() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** The one line that says it all. */
        public String verdict() {
            return "chaos: %s · seed %d · %d faults · %d commands · %d lost · %d twice"
                    .formatted(
                            findings.isEmpty() ? "OK" : "FAILED",
                            seed,
                            faultCount(),
                            commands,
                            findings.lostCount(),
                            findings.twiceCount());
        }
    }

    public Result run() throws InterruptedException {
        Endpoints entrances = RunningStack.entrances(stack);
        OutsideBank bank = new OutsideBank(entrances);
        try (Journal journal = new Journal(journalFile);
                MyPay anyone = MyPay.at(entrances)) {
            World world = new World(anyone, bank);
            Person staff =
                    new Person(world, world.staff(stack.staffLogin(), stack.staffPassword()));
            world.contracts(staff.actor());
            Crowd crowd = Crowd.gathered(bank, world, staff);
            return run(new Scene(entrances, anyone, bank, crowd, journal));
        }
    }

    private record Scene(
            Endpoints entrances, MyPay anyone, OutsideBank bank, Crowd crowd, Journal journal) {}

    private Result run(Scene scene) throws InterruptedException {
        Journal journal = scene.journal();
        Breaker breaker = new Breaker(stack, scene.bank(), journal);
        Messages messages = new Messages(stack.kafkaBootstrapServers());
        Dead before = dead(messages);
        Findings findings = new Findings();
        // What is paid after a date was closed belongs to the next one, which nobody can settle
        // yet.
        MyPay staff = scene.crowd().staff().through(scene.anyone());
        Optional<Date> openDate =
                Optional.of(Settling.today()).filter(date -> !Clerk.isClosed(staff, date));
        SplittableRandom random = new SplittableRandom(schedule.seed()).split();
        try (Load load = Load.start(scene.entrances(), journal, scene.crowd(), random)) {
            Optional<Thread> clerks =
                    openDate.map(date -> settlingInTheMiddle(load, date, schedule));
            new Storm(breaker, journal).rage(schedule);
            load.noMore();
            if (clerks.isPresent()) {
                clerks.get().join();
            }
            breaker.mend(processes());
            report.accept("mended; waiting for the last answers");
            load.finish();
            quiet(scene, messages, findings);
            report.accept("quiet; asking for every command once more");
            load.repeatAll();
            quiet(scene, messages, findings);
        }
        report.accept("comparing the books");
        audit(scene, messages, before, findings);
        journal.surprises().forEach(findings::wrong);
        return new Result(
                schedule.seed(),
                journal.commands().size(),
                openDate.isPresent(),
                breaker.counts(),
                journal.failures(),
                findings);
    }

    private static Thread settlingInTheMiddle(Load load, Date date, Schedule schedule) {
        return Thread.ofVirtual()
                .start(() -> {
                    LockSupport.parkNanos(schedule.lasting().dividedBy(2).toNanos());
                    load.settle(date);
                });
    }

    private List<String> processes() {
        List<String> names = new ArrayList<>(List.of("postgres", "kafka", "bank-simulator"));
        for (Service service : Service.MYPAY) {
            names.add(service.name());
            names.add(service.name() + "-2");
        }
        return names;
    }

    private void quiet(Scene scene, Messages messages, Findings findings) {
        QueueLogs logs = new QueueLogs(stack);
        new Quiet(scene.crowd(), scene.anyone(), logs, messages)
                .awaited()
                .forEach(moving -> findings.lost("not at its end: " + moving));
    }

    private void audit(Scene scene, Messages messages, Dead before, Findings findings) {
        Reading reading = Reading.taken(scene.crowd(), scene.anyone());
        new CommandAudit(scene.journal(), reading, findings).run();
        new MoneyAudit(scene.crowd(), scene.bank(), scene.anyone(), reading, findings).run();
        Dead after = dead(messages);
        after.rows().stream()
                .filter(row -> !before.rows().contains(row))
                .forEach(row -> findings.wrong("a dead message: " + row));
        if (!after.letters().equals(before.letters())) {
            findings.wrong("dead letters: " + after.letters() + ", before " + before.letters());
        }
        MyPay staff = scene.crowd().staff().through(scene.anyone());
        proof(new Proof(staff, scene.bank(), CORPORATE), findings);
    }

    /**
     * What could not be consumed; earlier tests on the same stack may have left some on purpose.
     */
    private record Dead(Set<String> rows, Map<String, Long> letters) {}

    private Dead dead(Messages messages) {
        return new Dead(Set.copyOf(new QueueLogs(stack).dead()), messages.deadLetters());
    }

    private static void proof(Proof proof, Findings findings) {
        try {
            proof.settled();
            proof.verified();
        } catch (IllegalStateException e) {
            findings.wrong(e.getMessage());
        }
    }
}
