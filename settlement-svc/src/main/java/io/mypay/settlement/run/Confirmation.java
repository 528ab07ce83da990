package io.mypay.settlement.run;

import java.time.Duration;
import java.time.Instant;

/** Who confirmed a run and when, and how long its payouts may take. */
public record Confirmation(String by, Instant at, Duration within) {
    public Instant finalBy() {
        return at.plus(within);
    }
}
