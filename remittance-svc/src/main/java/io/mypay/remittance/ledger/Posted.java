package io.mypay.remittance.ledger;

import io.mypay.remittance.FailureReason;

/** What became of a transfer in the ledger. */
public sealed interface Posted {
    record Done() implements Posted {}

    /** A definite no; nothing has moved and nothing is held. */
    record Refused(FailureReason reason) implements Posted {}

    /** An account is still to be opened, by an event on its way; nothing has moved. */
    record TooEarly() implements Posted {}
}
