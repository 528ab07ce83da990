package io.mypay.bank.transfer;

import io.mypay.bank.language.DeclineReason;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import java.time.Instant;

/** What became of a command. It is decided once, stored, and never changes. */
public sealed interface Outcome {
    TransferId id();

    Command command();

    Instant at();

    /** The money has moved, and the fee was taken from the corporate account. */
    record Succeeded(TransferId id, Command command, Won fee, Instant at) implements Outcome {}

    /** Nothing has moved, and it cost nothing. */
    record Declined(TransferId id, Command command, DeclineReason reason, Instant at)
            implements Outcome {}
}
