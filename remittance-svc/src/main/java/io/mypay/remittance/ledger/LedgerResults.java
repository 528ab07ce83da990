package io.mypay.remittance.ledger;

import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import io.mypay.remittance.FailureReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads the ledger's results. An outcome that a correct remittance cannot get is a defect of ours:
 * it is raised, and the remittance stays where it is.
 */
final class LedgerResults {
    private static final Set<Outcome> NOTHING_HELD =
            EnumSet.of(Outcome.OUTCOME_HOLD_ALREADY_RELEASED, Outcome.OUTCOME_HOLD_EXPIRED);

    private LedgerResults() {}

    /** Of a transfer or hold on the sender's money, which may have been spent meanwhile. */
    static Posted ofSpending(PostTransfersResponse response) {
        var outcome = outcome(response);
        return switch (outcome) {
            case OUTCOME_APPLIED -> new Posted.Done();
            case OUTCOME_ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            case OUTCOME_INSUFFICIENT_FUNDS, OUTCOME_ACCOUNT_CLOSED, OUTCOME_LIMIT_EXCEEDED ->
                    new Posted.Refused(reason(outcome));
            default -> throw defect(outcome);
        };
    }

    /** Of what is reserved already: no reason is left to refuse it. */
    static Posted ofCapture(PostTransfersResponse response) {
        var outcome = outcome(response);
        return switch (outcome) {
            case OUTCOME_APPLIED -> new Posted.Done();
            case OUTCOME_ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            default -> throw defect(outcome);
        };
    }

    static Posted ofRelease(PostTransfersResponse response) {
        var outcome = outcome(response);
        if (outcome == Outcome.OUTCOME_APPLIED || NOTHING_HELD.contains(outcome)) {
            return new Posted.Done();
        }
        throw defect(outcome);
    }

    /** Of a chain the first result that says why; a replay says what was said the first time. */
    private static Outcome outcome(PostTransfersResponse response) {
        return response.getResultsList().stream()
                .map(LedgerResults::outcome)
                .filter(outcome -> outcome != Outcome.OUTCOME_APPLIED)
                .filter(outcome -> outcome != Outcome.OUTCOME_LINKED_TRANSFER_FAILED)
                .findFirst()
                .orElseGet(() -> outcome(response.getResults(0)));
    }

    private static Outcome outcome(TransferResult result) {
        return result.getOutcome() == Outcome.OUTCOME_REPLAYED
                ? result.getFirstOutcome()
                : result.getOutcome();
    }

    private static FailureReason reason(Outcome outcome) {
        return new FailureReason(outcome.name().substring("OUTCOME_".length()));
    }

    private static IllegalStateException defect(Outcome outcome) {
        return new IllegalStateException("the ledger answers " + outcome);
    }
}
