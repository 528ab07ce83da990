package io.mypay.money.ledger;

import io.mypay.kit.grpc.Deadlines;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Failures;
import io.mypay.kit.sweep.Background;
import io.mypay.money.MoneyRefusal;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes one batch of what many callers ask for at the same time. One batch is in flight; the next
 * one takes all that has queued meanwhile. There is no timer: a lone caller pays for one
 * transaction only, and the busier it gets, the less each transfer costs.
 */
@ApplicationScoped
public class Batcher {
    /** A batch numbers its transfers within one step of the ledger's sequence. */
    private static final int BATCH_MAX = 1000;

    private static final Logger LOG = Logger.getLogger(Batcher.class);

    private final Batches batches;
    private final Background background;
    private final LedgerMeters meters;
    private final int queueMax;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean working = new AtomicBoolean();

    Batcher(
            Batches batches,
            Background background,
            LedgerMeters meters,
            @ConfigProperty(name = "mypay.ledger.queue-max") int queueMax) {
        this.batches = batches;
        this.background = background;
        this.meters = meters;
        this.queueMax = queueMax;
        meters.watchQueue(queued);
    }

    /** Waits for a batch; refused when too many wait already. */
    Uni<List<Result>> post(List<Transfer> transfers) {
        return Uni.createFrom()
                .emitter(caller -> enqueue(new Waiting(transfers, caller, Deadlines.remaining())));
    }

    private void enqueue(Waiting call) {
        if (call.size() > BATCH_MAX) {
            throw new IllegalArgumentException("a call fits into a batch, or it waits for ever");
        }
        if (queued.addAndGet(call.size()) > queueMax) {
            queued.addAndGet(-call.size());
            call.failed(new Refused(new MoneyRefusal.LedgerBusy())).tell().run();
            return;
        }
        queue.add(call);
        begin();
    }

    // The batches belong to none of those whose transfers they hold, so not to their traces either.
    private void begin() {
        if (working.compareAndSet(false, true)) {
            try (var _ = Context.root().makeCurrent()) {
                var _ = background.detach("the ledger's batches", this::workUntilIdle);
            }
        }
    }

    private Uni<Void> workUntilIdle() {
        return Uni.createFrom()
                .deferred(this::workNext)
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Whether there may be more to do. */
    private Uni<Boolean> workNext() {
        var calls = take();
        if (calls.isEmpty()) {
            working.set(false);
            // Whoever came since found it working and began nothing.
            return Uni.createFrom()
                    .item(() -> !queue.isEmpty() && working.compareAndSet(false, true));
        }
        return work(calls).invoke(Answers::give).replaceWith(true);
    }

    /** As many calls as fit into a batch; those that nobody waits for any more are left out. */
    private List<Waiting> take() {
        var calls = new ArrayList<Waiting>();
        int size = 0;
        for (var next = queue.peek();
                next != null && size + next.size() <= BATCH_MAX;
                next = queue.peek()) {
            queue.remove();
            queued.addAndGet(-next.size());
            if (next.isOver()) {
                Answers.give(List.of(next.failed(new Refused(new Common.DeadlineExceeded()))));
                continue;
            }
            calls.add(next);
            size += next.size();
        }
        return calls;
    }

    /** Never fails: every call has its answer. */
    private Uni<List<Answer>> work(List<Waiting> calls) {
        return meters.time(Uni.createFrom().deferred(() -> batches.commit(transfersOf(calls))))
                .invoke(meters::count)
                .map(batch -> answers(calls, batch))
                .onFailure()
                .recoverWithUni(failure -> despite(failure, calls));
    }

    // What makes one call fail must not fail the others of its batch: each is tried by itself.
    // Where PostgreSQL does not answer, none would fare better.
    private Uni<List<Answer>> despite(Throwable failure, List<Waiting> calls) {
        if (calls.size() == 1 || Failures.isUnavailable(failure)) {
            return Uni.createFrom().item(calls.stream().map(call -> call.failed(failure)).toList());
        }
        LOG.errorf(failure, "a batch of %d calls failed; each is worked alone", calls.size());
        return Multi.createFrom()
                .iterable(calls)
                .onItem()
                .transformToUniAndConcatenate(call -> work(List.of(call)))
                .onItem()
                .<Answer>disjoint()
                .collect()
                .asList();
    }

    private static List<List<Transfer>> transfersOf(List<Waiting> calls) {
        return calls.stream().map(Waiting::transfers).toList();
    }

    private static List<Answer> answers(List<Waiting> calls, Batch batch) {
        var answers = new ArrayList<Answer>(calls.size());
        int start = 0;
        for (var call : calls) {
            var end = start + call.size();
            answers.add(call.posted(batch.results().subList(start, end)));
            start = end;
        }
        return answers;
    }
}
