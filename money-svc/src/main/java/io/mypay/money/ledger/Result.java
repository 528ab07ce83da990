package io.mypay.money.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a caller is told about one transfer.
 *
 * @param first for REPLAYED: what became of it the first time
 * @param at when it was posted or refused
 */
public record Result(TransferId id, Outcome outcome, Optional<Outcome> first, Instant at) {
    static Result of(TransferId id, Outcome outcome, Instant at) {
        return new Result(id, outcome, Optional.empty(), at);
    }

    static Result replayed(TransferId id, Outcome first, Instant at) {
        return new Result(id, Outcome.REPLAYED, Optional.of(first), at);
    }

    /** What holds for this id, now or since its first time. */
    public Outcome settled() {
        return first.orElse(outcome);
    }

    /** Whether the transfer is in the ledger, now or since its first time. */
    public boolean isInTheLedger() {
        return settled() == Outcome.APPLIED;
    }
}
