package io.mypay.payment.ledger;

import io.mypay.kit.grpc.Protos;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import io.mypay.payment.DeclineReason;

/**
 * Reads the ledger's results. An outcome that a correct payment cannot get is a defect of ours: it
 * is raised, and the payment stays where it is.
 */
final class LedgerResults {
    private LedgerResults() {}

    /** Of a hold on the payer's money, which may have been spent meanwhile. */
    static Posted ofHold(PostTransfersResponse response) {
        var result = response.getResults(0);
        var outcome = outcome(result);
        return switch (outcome) {
            case OUTCOME_APPLIED -> done(result);
            case OUTCOME_ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            case OUTCOME_INSUFFICIENT_FUNDS, OUTCOME_ACCOUNT_CLOSED, OUTCOME_LIMIT_EXCEEDED ->
                    refused(outcome);
            default -> throw defect(outcome);
        };
    }

    /**
     * Of what is reserved already: only time can have taken it away. Who has nothing held any more
     * may have withdrawn since.
     */
    static Posted ofCapture(PostTransfersResponse response) {
        var result = response.getResults(0);
        var outcome = outcome(result);
        return switch (outcome) {
            case OUTCOME_APPLIED -> done(result);
            case OUTCOME_HOLD_EXPIRED, OUTCOME_ACCOUNT_CLOSED -> refused(outcome);
            default -> throw defect(outcome);
        };
    }

    /** Of what goes back: a merchant may go below zero by it, but both must still be there. */
    static Posted ofRefund(PostTransfersResponse response) {
        var result = response.getResults(0);
        var outcome = outcome(result);
        return switch (outcome) {
            case OUTCOME_APPLIED -> done(result);
            case OUTCOME_ACCOUNT_CLOSED -> refused(outcome);
            default -> throw defect(outcome);
        };
    }

    private static Outcome outcome(TransferResult result) {
        return result.getOutcome() == Outcome.OUTCOME_REPLAYED
                ? result.getFirstOutcome()
                : result.getOutcome();
    }

    private static Posted done(TransferResult result) {
        return new Posted.Done(Protos.instant(result.getPostTime()));
    }

    private static Posted refused(Outcome outcome) {
        return new Posted.Refused(new DeclineReason(outcome.name().substring("OUTCOME_".length())));
    }

    private static IllegalStateException defect(Outcome outcome) {
        return new IllegalStateException("the ledger answers " + outcome);
    }
}
