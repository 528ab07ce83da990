package io.mypay.settlement.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days in Seoul, wherever the process runs. */
public final class BusinessDates {
    public static final String ZONE = "Asia/Seoul";
    private static final ZoneId SEOUL = ZoneId.of(ZONE);

    private BusinessDates() {}

    public static LocalDate of(Instant at) {
        return LocalDate.ofInstant(at, SEOUL);
    }

    /** The day before the one that {@code at} is in: the last that is over. */
    public static LocalDate lastBefore(Instant at) {
        return of(at).minusDays(1);
    }
}
