package io.mypay.money.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A part of an account's history, newest first.
 *
 * @param next where the history goes on; empty at its beginning
 */
public record EntryPage(List<Entry> entries, Optional<TransferId> next) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
