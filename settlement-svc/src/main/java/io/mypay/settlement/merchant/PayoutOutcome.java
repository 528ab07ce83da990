package io.mypay.settlement.merchant;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Optional;

/** What the bank did about one attempt, as banking tells it. */
public sealed interface PayoutOutcome {
    PayoutId payout();

    Instant at();

    /**
     * The cash was moved.
     *
     * @param corporateBankCode the bank of the corporate account it was taken from
     */
    record Succeeded(
            PayoutId payout, FirmbankingId by, Money amount, String corporateBankCode, Instant at)
            implements PayoutOutcome {}

    /**
     * No cash was moved, and none will be.
     *
     * @param by the firmbanking; empty if banking refused before it made one
     */
    record Failed(PayoutId payout, Optional<FirmbankingId> by, String reason, Instant at)
            implements PayoutOutcome {
        public Failed {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("a payout failed without a reason");
            }
        }
    }
}
