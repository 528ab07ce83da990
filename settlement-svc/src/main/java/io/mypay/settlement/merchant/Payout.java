package io.mypay.settlement.merchant;

/** One attempt as it is recorded. */
record Payout(PayoutId id, SettlementId settlement, int attempt, State state) {
    /** REQUESTED → PAID | FAILED, each for good. */
    enum State {
        REQUESTED,
        PAID,
        FAILED
    }
}
