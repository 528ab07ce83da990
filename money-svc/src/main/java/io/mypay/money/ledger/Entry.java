package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * One transfer as one of its accounts sees it.
 *
 * @param hold the hold that it captured or ended
 * @param amount what it moved, reserved or released; negative on the paying side
 * @param previous the transfer before it in this account
 */
public record Entry(
        TransferId id,
        long sequence,
        Kind kind,
        Optional<TransferId> hold,
        Purpose purpose,
        Money amount,
        Money balanceAfter,
        Money heldAfter,
        AccountName counterparty,
        Instant at,
        Optional<TransferId> previous) {

    /** What a transfer did. */
    public enum Kind {
        SINGLE,
        HOLD,
        CAPTURE,
        RELEASE,
        EXPIRY
    }

    /** Whether the owner has more or less after it; a hold and its end only reserve. */
    public boolean movesMoney() {
        return kind == Kind.SINGLE || kind == Kind.CAPTURE;
    }
}
