package io.mypay.payment.ledger;

import io.mypay.payment.DeclineReason;
import java.time.Instant;

/** What became of a transfer in the ledger. */
public sealed interface Posted {
    /** It stands, since then: the same instant however often it is posted. */
    record Done(Instant at) implements Posted {}

    /** A definite no; nothing has moved and nothing is held. */
    record Refused(DeclineReason reason) implements Posted {}

    /** An account is still to be opened, by an event on its way; nothing has moved. */
    record TooEarly() implements Posted {}
}
