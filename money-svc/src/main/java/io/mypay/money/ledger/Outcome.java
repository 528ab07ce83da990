package io.mypay.money.ledger;

/**
 * What became of a transfer. The refusals stand in their order of precedence: of several that apply
 * the first is given. A refusal for funds or state is remembered with the transfer's id, so that a
 * repetition is refused again, whatever came in between. One for what was asked is not: an account
 * that is not there yet may be opened, and then the same transfer succeeds.
 */
public enum Outcome {
    APPLIED(true),
    REPLAYED(false),
    ID_REUSED(false),
    AMOUNT_NOT_POSITIVE(false),
    SAME_ACCOUNT(false),
    ACCOUNT_NOT_FOUND(false),
    ACCOUNT_CLOSED(true),
    CURRENCY_MISMATCH(false),
    HOLD_NOT_FOUND(false),
    HOLD_ALREADY_CAPTURED(true),
    HOLD_ALREADY_RELEASED(true),
    HOLD_EXPIRED(true),
    AMOUNT_EXCEEDS_HOLD(true),
    INSUFFICIENT_FUNDS(true),
    LIMIT_EXCEEDED(true),
    // With its chain: remembered if the link that failed is.
    LINKED_TRANSFER_FAILED(false);

    private final boolean remembered;

    Outcome(boolean remembered) {
        this.remembered = remembered;
    }

    boolean isRemembered() {
        return remembered;
    }
}
