package io.mypay.e2e;

import io.mypay.e2e.LedgerMix.Parties;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two processes of money write one ledger. */
@ExtendWith(StackExtension.class)
class TwoInstancesTest {

    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(60);
    private static final long ANSWERS = 2_000;

    @Test
    void the_same_accounts_and_ids_through_both_and_one_killed_do_each_transfer_once(
            Platform platform) throws Exception {
        Supervised second = platform.stack().startAnother("money");
        LedgerJournal journal = new LedgerJournal();
        try (LedgerCaller one = LedgerCaller.of(platform, "money");
                LedgerCaller other = LedgerCaller.of(platform, "money-2")) {
            Parties parties = LedgerWorld.parties(platform, one, journal);
            try (var load =
                    LedgerLoad.start(
                            List.of(one, other), journal, parties, new SplittableRandom())) {
                load.awaitAnswers(ANSWERS);
                second.kill();
                // The one that lives goes on.
                load.awaitAnswers(ANSWERS);
                second.awaitReady(COMES_BACK_WITHIN);
                load.awaitAnswers(ANSWERS);
            }
            for (LedgerCaller each : List.of(one, other)) {
                LedgerAudit audit = new LedgerAudit(each, journal);
                audit.passes(parties.all());
            }
        } finally {
            second.stop();
        }
    }
}
