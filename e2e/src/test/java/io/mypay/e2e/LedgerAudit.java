package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.LedgerJournal.Entry;
import io.mypay.money.v1.Account;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import io.mypay.type.v1.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the ledger to its word: asks for every transfer of the journal once more, and compares what
 * it says now with all it ever said, and with the balances.
 */
final class LedgerAudit {

    private static final int BATCH_MAX = 1_000;

    private final LedgerCaller caller;
    private final LedgerJournal journal;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Integer> firstTimes = new HashMap<>();
    private int unanswered;
    private int unansweredButThere;

    LedgerAudit(LedgerCaller caller, LedgerJournal journal) {
        this.caller = caller;
        this.journal = journal;
    }

    /** What became of a transfer, whether it is told now or again. */
    static Outcome outcomeOf(TransferResult result) {
        return isRepeated(result) ? result.getFirstOutcome() : result.getOutcome();
    }

    static boolean isApplied(TransferResult result) {
        return outcomeOf(result) == Outcome.OUTCOME_APPLIED;
    }

    private static boolean isRepeated(TransferResult result) {
        return result.getOutcome() == Outcome.OUTCOME_REPLAYED;
    }

    private void everyAnswerStands() {
        replay(this::settle);
        replay((entry, now) -> now.forEach(this::assertSettled));
        journal.entries().forEach(this::assertAnswersStand);
        assertThat(firstTimes.values()).as("times that each transfer was done").containsOnly(1);
        assertThat(journal.contradictions()).isEmpty();
    }

    /** All there is to check, in its order. */
    void passes(List<String> accounts) {
        everyAnswerStands();
        balancesAreTheSumOf(accounts);
        LedgerVerdict verdict = caller.verify();
        assertThat(verdict.getHolds()).as(verdict.toString()).isTrue();
    }

    /** After every answer stands: balances are what the transfers that applied make of them. */
    private void balancesAreTheSumOf(List<String> accounts) {
        LedgerModel model = new LedgerModel();
        for (Entry entry : journal.entries()) {
            entry.transfers().stream()
                    .filter(one -> outcomes.get(one.getTransferId()) == Outcome.OUTCOME_APPLIED)
                    .forEach(model::apply);
        }
        assertThat(caller.accounts(accounts))
                .extracting(Account::getName, LedgerAudit::posted, LedgerAudit::held)
                .containsExactlyElementsOf(accounts.stream().map(model::line).toList());
        assertThat(caller.sums()).extracting(Money::getMinorUnits).containsOnly(0L);
    }

    @Override
    public String toString() {
        return "%d requests, %d transfers, %d answers, %d failed calls, %d requests never answered, of which %d were done"
                .formatted(
                        journal.entries().size(),
                        outcomes.size(),
                        journal.answers(),
                        journal.failures().size(),
                        unanswered,
                        unansweredButThere);
    }

    private interface Check {
        void on(Entry entry, List<TransferResult> now);
    }

    private void replay(Check check) {
        List<Entry> some = new ArrayList<>();
        int size = 0;
        for (Entry entry : journal.entries()) {
            if (size + entry.transfers().size() > BATCH_MAX) {
                ask(some, check);
                some.clear();
                size = 0;
            }
            some.add(entry);
            size += entry.transfers().size();
        }
        ask(some, check);
    }

    private void ask(List<Entry> entries, Check check) {
        List<Transfer> all = entries.stream().flatMap(entry -> entry.transfers().stream()).toList();
        List<TransferResult> results = caller.post(all);
        int at = 0;
        for (Entry entry : entries) {
            int end = at + entry.transfers().size();
            check.on(entry, results.subList(at, end));
            at = end;
        }
    }

    private void settle(Entry entry, List<TransferResult> now) {
        if (entry.answers().isEmpty()) {
            unanswered++;
            unansweredButThere += isRepeated(now.getFirst()) ? 1 : 0;
        } else {
            assertThat(now).as("answered before, so known").allMatch(LedgerAudit::isRepeated);
        }
        for (TransferResult result : now) {
            outcomes.put(result.getTransferId(), outcomeOf(result));
            count(result);
        }
        entry.answers().forEach(answer -> answer.forEach(this::count));
    }

    private void count(TransferResult result) {
        if (!isRepeated(result)) {
            firstTimes.merge(result.getTransferId(), 1, Integer::sum);
        }
    }

    private void assertAnswersStand(Entry entry) {
        for (List<TransferResult> answer : entry.answers()) {
            assertThat(answer).hasSameSizeAs(entry.transfers());
            answer.forEach(result ->
                    assertThat(outcomeOf(result))
                            .as(result.getTransferId())
                            .isEqualTo(outcomes.get(result.getTransferId())));
        }
    }

    private void assertSettled(TransferResult result) {
        assertThat(result.getOutcome()).isEqualTo(Outcome.OUTCOME_REPLAYED);
        assertThat(result.getFirstOutcome()).isEqualTo(outcomes.get(result.getTransferId()));
    }

    private static long posted(Account account) {
        return account.getPosted().getMinorUnits();
    }

    private static long held(Account account) {
        return account.getHeld().getMinorUnits();
    }
}
