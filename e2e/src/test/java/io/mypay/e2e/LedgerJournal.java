package io.mypay.e2e;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the clients asked of the ledger, and everything it ever answered them. */
final class LedgerJournal {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();

    /** One request; repetitions of it, whoever makes them, are answers to the same entry. */
    static final class Entry {
        private final List<Transfer> transfers;
        private final List<List<TransferResult>> answers = new ArrayList<>();

        private Entry(List<Transfer> transfers) {
            this.transfers = List.copyOf(transfers);
        }

        List<Transfer> transfers() {
            return transfers;
        }

        synchronized List<List<TransferResult>> answers() {
            return List.copyOf(answers);
        }

        private synchronized void add(List<TransferResult> answer) {
            answers.add(answer);
        }
    }

    /**
     * A call without an answer: what became of its transfers is open.
     *
     * @param text what it said, for whoever reads a failed test
     */
    record Failure(Duration took, Status.Code code, boolean retryInfo, String text) {

        static Failure of(long began, StatusRuntimeException e) {
            return new Failure(
                    Duration.ofNanos(System.nanoTime() - began),
                    code(e),
                    Errors.saysWhenToRetry(e),
                    Errors.describe(e));
        }

        /** gRPC says UNKNOWN where a connection breaks just when a call is put on it. */
        private static Status.Code code(StatusRuntimeException e) {
            return e.getStatus().getCause() instanceof ClosedChannelException
                    ? Status.Code.UNAVAILABLE
                    : Errors.code(e);
        }
    }

    /** Noted before the first call, so that no transfer can be in the ledger and not in here. */
    Entry open(List<Transfer> transfers) {
        Entry entry = new Entry(transfers);
        entries.add(entry);
        return entry;
    }

    void answered(Entry entry, List<TransferResult> results) {
        entry.add(results);
        answers.incrementAndGet();
    }

    void failed(Failure failure) {
        failures.add(failure);
    }

    void contradicted(String how) {
        contradictions.add(how);
    }

    long answers() {
        return answers.get();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
