package io.mypay.money.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.mypay.kit.sql.UniqueViolation;
import io.mypay.money.MoneyRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Posts transfers: the only way money changes. A list of transfers is worked as one batch in one
 * transaction, whoever they come from: locks first, then what is known about their ids, then the
 * decision in Java, then the writes.
 */
@ApplicationScoped
public class Transfers {
    private static final int RERUNS_MAX = 3;
    private static final int LOOKS_MAX = 3;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(20);

    private final Database database;
    private final LedgerStore ledger;
    private final PostingStore postings;
    private final MeterRegistry meters;
    private final InstantSource clock = InstantSource.system();

    Transfers(Database database, LedgerStore ledger, PostingStore postings, MeterRegistry meters) {
        this.database = database;
        this.ledger = ledger;
        this.postings = postings;
        this.meters = meters;
    }

    /** In a transaction of their own; answered only when it is certain what became of them. */
    public Uni<List<Result>> post(List<Transfer> transfers) {
        return admit(transfers).chain(() -> postDerived(transfers));
    }

    /** As post, for ids that are derived: they are as old as what they belong to. */
    Uni<List<Result>> postDerived(List<Transfer> transfers) {
        return Uni.createFrom()
                .deferred(() -> commit(transfers))
                .onFailure(Transfers::isPostedElsewhere)
                .retry()
                .atMost(RERUNS_MAX)
                .map(Batch::results);
    }

    /** In the caller's transaction, with what else happens in it. */
    public Uni<Batch> post(SqlConnection tx, List<Transfer> transfers) {
        return quote(tx, transfers)
                .call(batch -> postings.write(tx, batch))
                .invoke(batch -> count(batch.results()));
    }

    /** What would become of them; nothing is written. */
    public Uni<Batch> quote(SqlConnection tx, List<Transfer> transfers) {
        var ids = transfers.stream().map(Transfer::id).collect(Collectors.toSet());
        var holds = holdsOf(transfers);
        return ledger.lock(tx, namesOf(transfers), holds)
                .chain(accounts ->
                        ledger.recall(tx, ids)
                                .chain(recall ->
                                        ledger.holds(tx, holds)
                                                .map(found ->
                                                        Book.of(
                                                                recall.tick(),
                                                                recall.known(),
                                                                found,
                                                                accounts))))
                .map(book -> Ledger.apply(book, transfers));
    }

    // A known id is answered for ever; only a new one must be of this time. What ends a hold may be
    // as old as the hold: a bank may take longer to answer than any window is.
    private Uni<Void> admit(List<Transfer> transfers) {
        var now = clock.instant();
        var outside =
                transfers.stream()
                        .filter(transfer -> !isOfThisTime(transfer, now))
                        .map(Transfer::id)
                        .collect(Collectors.toSet());
        if (outside.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.inTransaction(tx -> ledger.recall(tx, outside))
                .invoke(recall -> requireKnown(outside, recall.known().keySet()))
                .replaceWithVoid();
    }

    private static boolean isOfThisTime(Transfer transfer, Instant now) {
        return transfer.holdEnded().isPresent()
                ? transfer.id().isBegun(now)
                : transfer.id().isWithinWindow(now);
    }

    private static void requireKnown(Set<TransferId> ids, Set<TransferId> known) {
        for (var id : ids) {
            if (!known.contains(id)) {
                throw new Refused(new MoneyRefusal.TransferIdOutOfWindow(id.value()));
            }
        }
    }

    private Uni<Batch> commit(List<Transfer> transfers) {
        var worked = new AtomicReference<Optional<Batch>>(Optional.empty());
        return database.inTransaction(
                        tx -> post(tx, transfers).invoke(b -> worked.set(Optional.of(b))))
                .onFailure(Failures::isUnavailable)
                .recoverWithUni(lost -> unlessCommitted(worked.get(), lost));
    }

    // A connection lost while it committed leaves open whether it did: the ledger is asked. If it
    // is not there, or does not answer either, the caller repeats the same ids.
    private Uni<Batch> unlessCommitted(Optional<Batch> worked, Throwable lost) {
        var witness = worked.flatMap(PostingStore::witness);
        if (witness.isEmpty()) {
            return Uni.createFrom().failure(lost);
        }
        var batch = worked.orElseThrow();
        return database.inTransaction(tx -> ledger.sequenceOf(tx, witness.orElseThrow()))
                // The pool may still hold the broken connection for a moment.
                .onFailure(Failures::isUnavailable)
                .retry()
                .withBackOff(LOOK_AGAIN_AFTER)
                .atMost(LOOKS_MAX)
                .onFailure()
                .transform(_ -> lost)
                .map(found -> found.filter(s -> s == batch.tick().sequence()))
                .chain(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(batch)
                                : Uni.createFrom().failure(lost));
    }

    // Two batches without a common account do not wait for each other at a lock; with the same id
    // in both, the primary key stops one, which then finds what the other wrote.
    private static boolean isPostedElsewhere(Throwable failure) {
        return failure instanceof UniqueViolation violation
                && violation.constraint().startsWith("transfer_");
    }

    private static Set<AccountName> namesOf(List<Transfer> transfers) {
        var names = new LinkedHashSet<AccountName>();
        for (var transfer : transfers) {
            switch (transfer) {
                case Transfer.Single t -> names.addAll(List.of(t.from(), t.to()));
                case Transfer.Hold t -> names.addAll(List.of(t.from(), t.to()));
                case Transfer.Capture t -> t.to().ifPresent(names::add);
                case Transfer.Release _, Transfer.Expiry _ -> {}
            }
        }
        return names;
    }

    private static Set<TransferId> holdsOf(List<Transfer> transfers) {
        return transfers.stream()
                .flatMap(transfer -> transfer.holdEnded().stream())
                .collect(Collectors.toSet());
    }

    private void count(List<Result> results) {
        results.forEach(result ->
                meters.counter("mypay_transfers", "outcome", result.outcome().name()).increment());
    }
}
