package io.mypay.bank.transfer;

import io.mypay.bank.language.Won;
import java.time.Instant;

/** An outcome on the wire; a declined command cost nothing. */
record TransferAnswer(
        String transferId,
        String idempotencyKey,
        String status,
        String declineReason,
        String currency,
        long amount,
        long fee,
        Instant at) {
    static TransferAnswer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> of(outcome, "SUCCEEDED", null, succeeded.fee());
            case Outcome.Declined declined ->
                    of(outcome, "DECLINED", declined.reason().value(), Won.ZERO);
        };
    }

    private static TransferAnswer of(Outcome outcome, String status, String reason, Won fee) {
        return new TransferAnswer(
                outcome.id().toString(),
                outcome.command().key().toString(),
                status,
                reason,
                Won.CURRENCY,
                outcome.command().amount().value(),
                fee.value(),
                outcome.at());
    }
}
