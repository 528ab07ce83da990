package io.mypay.money.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A part of an account's history, newest first.
 *
 * @param next where the history goes on; empty at its beginning
 */
public record EntryPage(List<Entry> entries, Optional<TransferId> next) {
    public EntryPage {
        entries = List.copyOf(entries);
    }

    static EntryPage empty() {
        return new EntryPage(List.of(), Optional.empty());
    }

    /** The first of what was walked that are wanted, at most so many. */
    static EntryPage of(List<Entry> walked, Predicate<Entry> wanted, int size) {
        var entries = new ArrayList<Entry>();
        var next = Optional.<TransferId>empty();
        for (var entry : walked) {
            next = entry.previous();
            if (wanted.test(entry)) {
                entries.add(entry);
            }
            if (entries.size() == size) {
                break;
            }
        }
        return new EntryPage(entries, next);
    }
}
