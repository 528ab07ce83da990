package io.mypay.money.ledger;

import java.util.List;

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
}
