package io.mypay.money.ledger;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.mypay.kit.sql.UniqueViolation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works the transfers of one or many calls as one batch in one transaction: locks first, then what
 * is known about their ids, then the decision in Java, then the writes. What can be asked or
 * written without an answer to the question before goes out in one round trip.
 */
@ApplicationScoped
public class Batches {
    private static final int RERUNS_MAX = 3;
    private static final int LOOKS_MAX = 3;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(20);
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(3);

    /** Longer than a lock is waited for: then PostgreSQL, or the way to it, has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final LedgerStore ledger;
    private final PostingStore postings;

    Batches(Database database, LedgerStore ledger, PostingStore postings) {
        this.database = database;
        this.ledger = ledger;
        this.postings = postings;
    }

    /**
     * In a transaction of two round trips. Ends when it is certain what became of the batch, or in
     * a failure after which the same ids can be posted again.
     */
    Uni<Batch> commit(List<List<Transfer>> calls) {
        return certain(worked ->
                database.inTwoTrips(tx -> work(tx, calls).invoke(worked), postings::writes)
                        .ifNoItem()
                        .after(PATIENCE)
                        .failWith(() -> new Refused(new Common.StorageUnavailable())));
    }

    /** As commit, in a transaction as anybody has it: a round trip for each of its steps. */
    Uni<Batch> commitInSteps(List<Transfer> transfers) {
        return certain(worked ->
                database.inTransaction(tx -> post(tx, List.of(transfers)).invoke(worked)));
    }

    /** In the caller's transaction, with what else happens in it. */
    Uni<Batch> post(SqlConnection tx, List<List<Transfer>> calls) {
        return work(tx, calls).call(batch -> all(postings.writes(tx, batch)));
    }

    /** What would become of them; nothing is written. */
    Uni<Batch> quote(SqlConnection tx, List<List<Transfer>> calls) {
        return ledger.open(tx, Mentions.of(calls)).map(book -> Ledger.apply(book, calls));
    }

    private Uni<Batch> work(SqlConnection tx, List<List<Transfer>> calls) {
        return Uni.combine()
                .all()
                .unis(ledger.enter(tx), quote(tx, calls))
                .with((_, batch) -> batch);
    }

    private static Uni<Void> all(List<Uni<Void>> writes) {
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(writes).andFailFast().replaceWithVoid();
    }

    private Uni<Batch> certain(Function<Consumer<Batch>, Uni<Batch>> commit) {
        return Uni.createFrom()
                .deferred(() -> unlessLost(commit))
                .onFailure(Batches::isWorthAnotherRun)
                .retry()
                .atMost(RERUNS_MAX)
                .invoke(ledger::remember);
    }

    // Two batches without a common account do not wait for each other at a lock; with the same id
    // in both, the primary key stops one, which then finds what the other wrote.
    private static boolean isWorthAnotherRun(Throwable failure) {
        return Failures.isWorthAnotherTry(failure)
                || (failure instanceof UniqueViolation violation
                        && violation.constraint().startsWith("transfer_"));
    }

    private Uni<Batch> unlessLost(Function<Consumer<Batch>, Uni<Batch>> commit) {
        var worked = new AtomicReference<Optional<Batch>>(Optional.empty());
        return commit.apply(batch -> worked.set(Optional.of(batch)))
                .onFailure(Failures::isUnavailable)
                .recoverWithUni(lost ->
                        worked.get()
                                .flatMap(Batch::witness)
                                .map(id -> unlessCommitted(worked.get().orElseThrow(), id, lost))
                                .orElseGet(() -> Uni.createFrom().failure(lost)));
    }

    // A connection lost while it committed leaves open whether it did: the ledger is asked. If it
    // is not there, or does not answer either, the caller repeats the same ids.
    private Uni<Batch> unlessCommitted(Batch batch, TransferId witness, Throwable lost) {
        return database.inTransaction(tx -> ledger.sequenceOf(tx, witness))
                // The pool may still hold the broken connection for a moment.
                .onFailure(Failures::isUnavailable)
                .retry()
                .withBackOff(LOOK_AGAIN_AFTER)
                .atMost(LOOKS_MAX)
                .ifNoItem()
                .after(LOOK_PATIENCE)
                .fail()
                .onFailure()
                .transform(_ -> lost)
                .map(found -> found.filter(s -> s == batch.tick().sequence()))
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(batch)
                                : Uni.createFrom().failure(lost));
    }
}
