package io.mypay.e2e;

import io.grpc.StatusRuntimeException;
import io.mypay.e2e.LedgerJournal.Entry;
import io.mypay.e2e.LedgerJournal.Failure;
import io.mypay.e2e.LedgerMix.Parties;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that post to the ledger without a break until closed. One that gets no answer asks again
 * with the same ids, or gives up and leaves it open what became of them.
 */
final class LedgerLoad implements AutoCloseable {

    private static final int CLIENTS = 32;
    private static final int RECENT = 512;
    private static final Duration RETRY_AFTER_MAX = Duration.ofMillis(200);

    private final LedgerJournal journal;
    private final Parties parties;
    private final AtomicReferenceArray<Entry> recent = new AtomicReferenceArray<>(RECENT);
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean going = true;

    private LedgerLoad(LedgerJournal journal, Parties parties) {
        this.journal = journal;
        this.parties = parties;
    }

    /** The clients share the callers evenly. */
    static LedgerLoad start(
            List<LedgerCaller> callers,
            LedgerJournal journal,
            Parties parties,
            SplittableRandom random) {
        LedgerLoad load = new LedgerLoad(journal, parties);
        for (int i = 0; i < CLIENTS; i++) {
            Client client = load.new Client(callers.get(i % callers.size()), random.split());
            load.clients.execute(client);
        }
        return load;
    }

    /** How long the clients wait for their next answer, whoever gets it. */
    Duration awaitAnswer() {
        long began = System.nanoTime();
        awaitAnswers(1);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void awaitAnswers(long count) {
        long enough = journal.answers() + count;
        Eventually.holds("the ledger answers", journal::answers, now -> now >= enough);
    }

    /** Returns when the last client has its answer, or has given up. */
    @Override
    public void close() {
        going = false;
        clients.close();
    }

    private final class Client implements Runnable {
        private final LedgerCaller caller;
        private final SplittableRandom random;
        private final LedgerMix mix;

        Client(LedgerCaller caller, SplittableRandom random) {
            this.caller = caller;
            this.random = random;
            this.mix = new LedgerMix(random.split(), parties);
        }

        @Override
        public void run() {
            try {
                while (going) {
                    once();
                }
            } catch (RuntimeException e) {
                journal.contradicted("a client died of " + e);
            }
        }

        private void once() {
            int dice = random.nextInt(100);
            if (dice < 15) {
                repeat();
            } else if (dice < 18) {
                reuse();
            } else if (dice < 35) {
                holdAndEnd();
            } else {
                post(journal.open(mix.request()));
            }
        }

        /** Perhaps while the first one is still on its way. */
        private void repeat() {
            Entry earlier = recent.get(random.nextInt(RECENT));
            if (earlier != null) {
                post(earlier);
            }
        }

        /** The id of another transfer is refused and changes nothing. */
        private void reuse() {
            Entry earlier = recent.get(random.nextInt(RECENT));
            if (earlier == null || earlier.answers().isEmpty()) {
                return;
            }
            Transfer first = earlier.transfers().getFirst();
            Transfer other = first.toBuilder().setReference("other").setLinked(false).build();
            ask(List.of(other))
                    .map(List::getFirst)
                    .filter(result -> result.getOutcome() != Outcome.OUTCOME_ID_REUSED)
                    .ifPresent(result -> journal.contradicted("a reused id was taken: " + result));
        }

        private void holdAndEnd() {
            Transfer hold = mix.hold();
            boolean held =
                    post(journal.open(List.of(hold)))
                            .map(List::getFirst)
                            .filter(LedgerAudit::isApplied)
                            .isPresent();
            // Some stay open for ever.
            if (held && random.nextInt(10) > 0) {
                post(journal.open(List.of(mix.end(hold))));
            }
        }

        private Optional<List<TransferResult>> post(Entry entry) {
            recent.set(random.nextInt(RECENT), entry);
            Optional<List<TransferResult>> answer = ask(entry.transfers());
            answer.ifPresent(results -> journal.answered(entry, results));
            return answer;
        }

        private Optional<List<TransferResult>> ask(List<Transfer> transfers) {
            do {
                long began = System.nanoTime();
                try {
                    return Optional.of(caller.post(transfers));
                } catch (StatusRuntimeException e) {
                    journal.failed(Failure.of(began, e));
                    LockSupport.parkNanos(
                            ThreadLocalRandom.current().nextLong(RETRY_AFTER_MAX.toNanos()));
                }
            } while (going && random.nextInt(6) > 0);
            return Optional.empty();
        }
    }
}
