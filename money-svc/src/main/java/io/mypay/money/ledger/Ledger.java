package io.mypay.money.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of a batch of transfers, one after the other, each seeing what those before
 * it did. Pure: given the same book and transfers it always decides the same, and changes nothing.
 */
public final class Ledger {
    private final Instant now;
    private final Map<TransferId, Known> known;
    private final Map<TransferId, Done> done = new HashMap<>();
    private final Sheet sheet;
    private final List<Result> results = new ArrayList<>();

    private Ledger(Book book) {
        this.now = book.tick().at();
        this.known = book.known();
        this.sheet = new Sheet(book);
    }

    /** Call by call; a chain ends with its call at the latest. */
    public static Batch apply(Book book, List<List<Transfer>> calls) {
        var ledger = new Ledger(book);
        calls.forEach(call -> Chain.of(call).forEach(ledger::work));
        return new Batch(
                book.tick(),
                ledger.results,
                ledger.sheet.postings(),
                ledger.sheet.accounts(),
                ledger.sheet.holds());
    }

    private void work(Chain chain) {
        if (chain.hasAnIdTwice() || chain.links().stream().anyMatch(this::isKnown)) {
            recall(chain);
            return;
        }
        attempt(chain);
    }

    /** What became of a transfer earlier in this batch. */
    private record Done(Transfer transfer, Outcome outcome) {}

    // One transfer alone changes the sheet only when it succeeds, so it needs no draft.
    private void attempt(Chain chain) {
        var draft = chain.links().size() == 1 ? sheet : new Sheet(sheet);
        var work = new Work(draft, now);
        for (int i = 0; i < chain.links().size(); i++) {
            var refusal = work.on(chain, i);
            if (refusal.isPresent()) {
                refuse(chain, i, refusal.orElseThrow());
                return;
            }
        }
        if (draft != sheet) {
            sheet.keep(draft);
        }
        chain.links().forEach(link -> remember(link, Outcome.APPLIED));
    }

    /** The link that failed says why, the others that it did. */
    private void refuse(Chain chain, int failed, Outcome why) {
        for (int i = 0; i < chain.links().size(); i++) {
            var link = chain.links().get(i);
            var outcome = i == failed ? why : Outcome.LINKED_TRANSFER_FAILED;
            if (!why.isRemembered()) {
                results.add(Result.of(link.id(), outcome, now));
                continue;
            }
            sheet.add(refused(link, outcome));
            remember(link, outcome);
        }
    }

    private void remember(Transfer link, Outcome outcome) {
        done.put(link.id(), new Done(link, outcome));
        results.add(Result.of(link.id(), outcome, now));
    }

    /**
     * A chain with an id seen before does nothing new: either all of it is a repetition, or it is
     * not the chain that was posted under that id.
     */
    private void recall(Chain chain) {
        Set<TransferId> earlier = new HashSet<>();
        for (var link : chain.links()) {
            results.add(recall(link, !earlier.add(link.id())));
        }
    }

    private Result recall(Transfer link, boolean twiceInChain) {
        if (done.get(link.id()) instanceof Done(var earlier, var outcome)) {
            return earlier.equals(link)
                    ? Result.replayed(link.id(), outcome, now)
                    : Result.of(link.id(), Outcome.ID_REUSED, now);
        }
        if (known.get(link.id()) instanceof Known(var fingerprint, var outcome, var at)) {
            return fingerprint.equals(Fingerprint.of(link))
                    ? Result.replayed(link.id(), outcome, at)
                    : Result.of(link.id(), Outcome.ID_REUSED, now);
        }
        var outcome = twiceInChain ? Outcome.ID_REUSED : Outcome.LINKED_TRANSFER_FAILED;
        return Result.of(link.id(), outcome, now);
    }

    private boolean isKnown(Transfer transfer) {
        return known.containsKey(transfer.id()) || done.containsKey(transfer.id());
    }

    private Posting.Refused refused(Transfer link, Outcome outcome) {
        var parties = Parties.of(link, sheet);
        return new Posting.Refused(link, outcome, id(parties.from()), id(parties.to()));
    }

    private static Optional<AccountId> id(Optional<Parties.Side> side) {
        return side.flatMap(Parties.Side::account).map(Account::id);
    }
}
