package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.util.Optional;

/** What is written into the ledger about one transfer, in the order it was worked. */
public sealed interface Posting {
    Transfer transfer();

    Outcome outcome();

    /**
     * One account's side of a transfer.
     *
     * @param previous the transfer before it on this account
     */
    record Leg(Account after, Optional<TransferId> previous) {
        static Leg of(Account before, Account after) {
            return new Leg(after, before.last());
        }
    }

    /**
     * Done.
     *
     * @param to empty where nothing changes on the receiving side: holds, releases, expiries
     */
    record Applied(Transfer transfer, Money amount, AccountId payee, Leg from, Optional<Leg> to)
            implements Posting {
        @Override
        public Outcome outcome() {
            return Outcome.APPLIED;
        }
    }

    /** Kept so that a repetition is refused again; changes no account. */
    record Refused(
            Transfer transfer, Outcome outcome, Optional<AccountId> from, Optional<AccountId> to)
            implements Posting {}
}
