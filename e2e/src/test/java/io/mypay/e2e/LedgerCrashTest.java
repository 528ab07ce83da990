package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.mypay.e2e.LedgerJournal.Failure;
import io.mypay.e2e.LedgerMix.Parties;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 and standstill under full load: the ledger keeps every word it gave. */
@ExtendWith(StackExtension.class)
class LedgerCrashTest {

    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(60);
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);

    /** Those that leave it open what became of the transfers, and say so. */
    private static final Set<Status.Code> HONEST =
            Set.of(
                    Status.Code.UNAVAILABLE,
                    Status.Code.DEADLINE_EXCEEDED,
                    Status.Code.RESOURCE_EXHAUSTED);

    private Platform platform;
    private SplittableRandom random;

    @Test
    void killing_money_and_postgresql_by_turns_loses_nothing_and_does_nothing_twice(
            Platform running) throws Exception {
        platform = running;
        long seed = Long.getLong("mypay.seed", ThreadLocalRandom.current().nextLong());
        random = new SplittableRandom(seed);
        System.out.println("ledger crash: again with -Dmypay.seed=" + seed);
        LedgerJournal journal = new LedgerJournal();
        try (LedgerCaller caller = LedgerCaller.of(platform, "money")) {
            Parties parties = LedgerWorld.parties(platform, caller, journal);
            try (LedgerLoad load =
                    LedgerLoad.start(List.of(caller), journal, parties, random.split())) {
                faultsUnder(load);
            }
            LedgerAudit audit = new LedgerAudit(caller, journal);
            audit.passes(parties.all());
            System.out.println("ledger crash: " + audit);
            assertThat(journal.failures()).extracting(Failure::code).isSubsetOf(HONEST);
        }
    }

    private void faultsUnder(LedgerLoad load) throws InterruptedException {
        killed(load, "money");
        paused(load, "postgres");
        killed(load, "postgres");
        paused(load, "money");
        killed(load, "money");
        killed(load, "postgres");
        // As a power cut takes the whole machine.
        killed(load, "postgres", "money");
        runFor(1_000);
    }

    private void killed(LedgerLoad load, String... victims) throws InterruptedException {
        load.awaitAnswer();
        runFor(random.nextInt(500, 3_000));
        long begin = System.nanoTime();
        for (String victim : victims) {
            process(victim).kill();
        }
        for (String victim : victims) {
            process(victim).awaitReady(COMES_BACK_WITHIN);
        }
        resumes(load, "killed " + String.join(" and ", victims), begin);
    }

    private void paused(LedgerLoad load, String victim) {
        load.awaitAnswer();
        runFor(random.nextInt(500, 2_000));
        long begin = System.nanoTime();
        process(victim).pause();
        try {
            runFor(random.nextInt(500, 2_500));
        } finally {
            process(victim).resume();
        }
        resumes(load, "paused " + victim, begin);
    }

    private static void resumes(LedgerLoad load, String fault, long begin) {
        long back = System.nanoTime();
        Duration resumed = load.awaitAnswer();
        System.out.printf(
                "ledger crash: %s, back after %.2f s, answers %.2f s later%n",
                fault, (back - begin) / 1e9, resumed.toMillis() / 1e3);
        assertThat(resumed).as(fault + ", from its return on").isLessThan(RESUMES_WITHIN);
    }

    private Supervised process(String name) {
        return platform.stack().process(name);
    }

    /** Chance, not synchronisation: the moment of the next fault. */
    private static void runFor(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
