package io.mypay.money.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every 64th entry of an account: from there on its balance at any time is at most so many steps
 * away.
 *
 * @param number how many entries the account had with it
 */
record Milestone(AccountId account, long number, TransferId transfer) {
    private static final int DISTANCE = 64;

    /** Those that a batch passes. */
    static List<Milestone> of(Batch batch) {
        var passed = new ArrayList<Milestone>();
        for (var posting : batch.postings()) {
            if (posting instanceof Posting.Applied applied) {
                passedBy(applied.transfer(), applied.from()).ifPresent(passed::add);
                applied.to().flatMap(to -> passedBy(applied.transfer(), to)).ifPresent(passed::add);
            }
        }
        return passed;
    }

    private static Optional<Milestone> passedBy(Transfer transfer, Posting.Leg leg) {
        var account = leg.after();
        return account.entries() % DISTANCE == 0
                ? Optional.of(new Milestone(account.id(), account.entries(), transfer.id()))
                : Optional.empty();
    }
}
