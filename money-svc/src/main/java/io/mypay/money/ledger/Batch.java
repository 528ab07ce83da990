package io.mypay.money.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What became of a batch and what is to be written about it.
 *
 * @param results one for each transfer, in its order
 * @param postings what is new in the ledger, in the order it was worked
 * @param accounts those that changed, as they stand after the batch
 * @param holds those that are new or changed, as they stand after the batch
 */
public record Batch(
        Tick tick,
        List<Result> results,
        List<Posting> postings,
        List<Account> accounts,
        List<Hold> holds) {
    public Batch {
        results = List.copyOf(results);
        postings = List.copyOf(postings);
        accounts = List.copyOf(accounts);
        holds = List.copyOf(holds);
    }

    /** A transfer that stands for the batch: it is there if and only if the batch was committed. */
    Optional<TransferId> witness() {
        return postings.stream().findFirst().map(posting -> posting.transfer().id());
    }
}
