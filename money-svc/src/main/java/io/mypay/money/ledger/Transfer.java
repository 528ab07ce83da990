package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * One movement between two accounts, as it was asked for. {@code linked} joins it to the next one
 * of its batch: the chain succeeds or fails as a whole.
 */
public sealed interface Transfer {
    TransferId id();

    Purpose purpose();

    boolean linked();

    /** Moves the amount at once. */
    record Single(
            TransferId id,
            AccountName from,
            AccountName to,
            Money amount,
            Purpose purpose,
            boolean linked)
            implements Transfer {}

    /** Reserves the amount; it is released by itself when the timeout is over. */
    record Hold(
            TransferId id,
            AccountName from,
            AccountName to,
            Money amount,
            Optional<Duration> timeout,
            Purpose purpose,
            boolean linked)
            implements Transfer {}

    /**
     * Moves all or part of a hold, to the account the hold named where no other is given. The rest
     * is released by the last capture of that hold in the chain.
     */
    record Capture(
            TransferId id,
            TransferId hold,
            Optional<AccountName> to,
            Money amount,
            Purpose purpose,
            boolean linked)
            implements Transfer {}

    /** Ends a hold without moving anything. */
    record Release(TransferId id, TransferId hold, Purpose purpose, boolean linked)
            implements Transfer {}

    /** Ends a hold whose time is over. Made by the ledger itself, never asked for by a caller. */
    record Expiry(TransferId id, TransferId hold, Purpose purpose) implements Transfer {
        /** The same for the same hold, whoever notices first that its time is over. */
        static Expiry of(TransferId hold, Purpose purpose) {
            return new Expiry(hold.step("expiry"), hold, purpose);
        }

        @Override
        public boolean linked() {
            return false;
        }
    }

    /** How much is asked for; empty where the hold says it. */
    default Optional<Money> amountAsked() {
        return switch (this) {
            case Single single -> Optional.of(single.amount());
            case Hold hold -> Optional.of(hold.amount());
            case Capture capture -> Optional.of(capture.amount());
            case Release _, Expiry _ -> Optional.empty();
        };
    }

    /** The earlier hold that it captures or ends. */
    default Optional<TransferId> holdEnded() {
        return switch (this) {
            case Single _, Hold _ -> Optional.empty();
            case Capture capture -> Optional.of(capture.hold());
            case Release release -> Optional.of(release.hold());
            case Expiry expiry -> Optional.of(expiry.hold());
        };
    }
}
