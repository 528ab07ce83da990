package io.mypay.settlement.merchant;

import java.time.Duration;
import java.time.Instant;

/**
 * One merchant's part of a run: Calculated → Confirmed → PayoutRequested → Paid | PayoutFailed →
 * PayoutRequested …, or from Calculated to CarriedOver when there is nothing to pay. Confirming is
 * done for many at once by SQL ({@code CalculationStore}), under the same rule.
 */
public sealed interface Settlement {
    Calculation calculation();

    Instant updatedAt();

    /** The amounts stand, nobody has confirmed them. */
    record Calculated(Calculation calculation, Instant updatedAt) implements Settlement {}

    /** To be paid. */
    record Confirmed(Calculation calculation, Instant updatedAt) implements Settlement {
        public PayoutRequested requestPayout(Instant now) {
            return new PayoutRequested(calculation, 1, now);
        }
    }

    /** The bank is being commanded; only the outcome of this very attempt counts. */
    record PayoutRequested(Calculation calculation, int attempt, Instant updatedAt)
            implements Settlement {
        /** As long as banking follows a firmbanking before it is raised there. */
        public static final Duration KNOWN_WITHIN = Duration.ofDays(1);

        /** By then the outcome is known or the payout is raised as stuck. */
        public Instant finalBy() {
            return updatedAt.plus(KNOWN_WITHIN);
        }

        public PayoutId payout() {
            return PayoutId.of(calculation.id(), attempt);
        }

        public Paid pay(FirmbankingId by, Instant now) {
            return new Paid(calculation, attempt, by, now);
        }

        public PayoutFailed fail(String reason, Instant now) {
            return new PayoutFailed(calculation, attempt, reason, now);
        }
    }

    /** The merchant's bank account has it. */
    record Paid(Calculation calculation, int attempt, FirmbankingId by, Instant updatedAt)
            implements Settlement {}

    /** The bank refused, so nothing was paid and it may be tried again. */
    record PayoutFailed(Calculation calculation, int attempt, String reason, Instant updatedAt)
            implements Settlement {
        public PayoutRequested retry(Instant now) {
            return new PayoutRequested(calculation, attempt + 1, now);
        }
    }

    /** Nothing to pay: net and commission go into the merchant's next settlement. */
    record CarriedOver(Calculation calculation, Instant updatedAt) implements Settlement {}

    /** The state's name in the table and, prefixed, in the proto. */
    default String state() {
        return switch (this) {
            case Calculated _ -> "CALCULATED";
            case Confirmed _ -> "CONFIRMED";
            case PayoutRequested _ -> "PAYOUT_REQUESTED";
            case Paid _ -> "PAID";
            case PayoutFailed _ -> "PAYOUT_FAILED";
            case CarriedOver _ -> "CARRIED_OVER";
        };
    }
}
