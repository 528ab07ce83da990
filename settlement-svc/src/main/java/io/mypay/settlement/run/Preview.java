package io.mypay.settlement.run;

import java.time.LocalDate;

/** What the run of a date comes to so far; nothing was closed for it. */
public record Preview(LocalDate businessDate, Totals totals) {}
