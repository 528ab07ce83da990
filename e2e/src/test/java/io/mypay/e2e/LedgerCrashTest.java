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

/** kill -9 under full load: the ledger keeps every word it gave. */
@ExtendWith(StackExtension.class)
class LedgerCrashTest {

    private static final List<String> VICTIMS =
            List.of("money", "postgres", "money", "postgres", "postgres");
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(60);
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(5);

    /** Those that leave it open what became of the transfers, and say so. */
    private static final Set<Status.Code> HONEST =
            Set.of(
                    Status.Code.UNAVAILABLE,
                    Status.Code.DEADLINE_EXCEEDED,
                    Status.Code.RESOURCE_EXHAUSTED);

    @Test
    void killing_money_and_postgresql_by_turns_loses_nothing_and_does_nothing_twice(
            Platform platform) throws Exception {
        long seed = Long.getLong("mypay.seed", ThreadLocalRandom.current().nextLong());
        System.out.println(
                "ledger crash: seed " + seed + " (repeat with -Dmypay.seed=" + seed + ")");
        SplittableRandom random = new SplittableRandom(seed);
        LedgerJournal journal = new LedgerJournal();
        try (LedgerCaller caller = LedgerCaller.of(platform, "money")) {
            Parties parties = LedgerWorld.parties(platform, caller, journal);
            try (LedgerLoad load =
                    LedgerLoad.start(List.of(caller), journal, parties, random.split())) {
                for (String victim : VICTIMS) {
                    load.awaitAnswer();
                    runFor(random.nextInt(1_000, 4_000));
                    crash(platform.stack().process(victim), load);
                }
                runFor(1_000);
            }
            LedgerVerdict verdict = new LedgerVerdict(caller, journal);
            verdict.everyAnswerStands();
            verdict.balancesAreTheSumOf(parties.all());
            System.out.println("ledger crash: " + verdict);
            assertThat(journal.failures()).extracting(Failure::code).isSubsetOf(HONEST);
        }
    }

    private static void crash(Supervised victim, LedgerLoad load) throws InterruptedException {
        victim.kill();
        long killed = System.nanoTime();
        victim.awaitReady(COMES_BACK_WITHIN);
        long back = System.nanoTime();
        Duration resumed = load.awaitAnswer();
        System.out.printf(
                "ledger crash: %s back after %.2f s, answers %.2f s later%n",
                victim.launch().name(), (back - killed) / 1e9, resumed.toMillis() / 1e3);
        assertThat(resumed).as("from its return to the first answer").isLessThan(RESUMES_WITHIN);
    }

    /** Chance, not synchronisation: the moment of the next kill. */
    private static void runFor(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
