package io.mypay.money.ledger;

import io.mypay.kit.page.PageSize;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What changed an account, newest first. */
@ApplicationScoped
public class Entries {
    // Holds and their ends are links of the chain but change nothing that an owner is shown. So
    // that a stretch of them alone does not make a page endless, a walk takes so many steps at
    // most.
    private static final int STEPS_PER_CHANGE = 4;
    private static final int STEPS_MIN = 200;
    private static final int STATEMENT_STEPS = 1_000;

    private final Database database;
    private final EntryStore store;
    private final LookBackStore lookBack;

    Entries(Database database, EntryStore store, LookBackStore lookBack) {
        this.database = database;
        this.store = store;
        this.lookBack = lookBack;
    }

    /**
     * One page of what gave its owner more or less.
     *
     * @param from where the page before ended; empty for the newest
     */
    public Uni<EntryPage> changes(Account account, PageSize size, Optional<TransferId> from) {
        var steps = Math.max(STEPS_MIN, size.value() * STEPS_PER_CHANGE);
        return walk(account, from.or(account::last), steps, size.value())
                .map(walked -> EntryPage.of(walked, Entry::movesMoney, size.value()));
    }

    /** One page of everything, holds and their ends included. */
    public Uni<EntryPage> all(Account account, PageSize size, Optional<TransferId> from) {
        return walk(account, from.or(account::last), size.value(), size.value())
                .map(walked -> EntryPage.of(walked, _ -> true, size.value()));
    }

    /**
     * What gave its owner more or less within a period, in portions of bounded size. What is in the
     * ledger stays as it is, so a walk that takes long sees the same as a short one.
     *
     * @param ready asked before each portion: when the receiver takes the next one
     */
    public Multi<List<Entry>> within(Account account, Period period, Supplier<Uni<Void>> ready) {
        return database.read(client -> lookBack.newest(client, account.id(), lastOf(period)))
                .onItem()
                .transformToMulti(newest -> within(account, period, newest, ready));
    }

    private Multi<List<Entry>> within(
            Account account,
            Period period,
            Optional<TransferId> newest,
            Supplier<Uni<Void>> ready) {
        if (newest.isEmpty()) {
            return Multi.createFrom().empty();
        }
        var next = new AtomicReference<>(newest);
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        ready.get()
                                .chain(() ->
                                        walk(account, next.get(), STATEMENT_STEPS, STATEMENT_STEPS))
                                .invoke(walked -> next.set(goesOn(walked, period))))
                .whilst(_ -> next.get().isPresent())
                .map(walked -> walked.stream().filter(entry -> isOf(period, entry)).toList());
    }

    private Uni<List<Entry>> walk(
            Account account, Optional<TransferId> start, int steps, int moves) {
        if (start.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.read(
                        client -> store.walk(client, account, start.orElseThrow(), steps, moves))
                .invoke(Entries::requireOwn);
    }

    // An account's own chain always starts; only a token made for another account does not.
    private static void requireOwn(List<Entry> walked) {
        if (walked.isEmpty()) {
            throw new Refused(new Common.PageTokenInvalid());
        }
    }

    private static Optional<TransferId> goesOn(List<Entry> walked, Period period) {
        var last = walked.getLast();
        return last.at().isBefore(period.from()) ? Optional.empty() : last.previous();
    }

    private static boolean isOf(Period period, Entry entry) {
        return entry.movesMoney() && period.contains(entry.at());
    }

    // Times in the ledger are whole microseconds.
    private static Instant lastOf(Period period) {
        return period.to().minus(1, ChronoUnit.MICROS);
    }
}
