package io.mypay.settlement.calendar;

import java.time.LocalDate;

/** The dates that one run settles, first and last included; the last names the run. */
public record Period(LocalDate first, LocalDate last) {
    public Period {
        if (first.isAfter(last)) {
            throw new IllegalArgumentException(first + " is after " + last);
        }
    }
}
