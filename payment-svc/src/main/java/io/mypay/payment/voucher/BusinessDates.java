package io.mypay.payment.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days in Seoul, wherever the process runs. */
final class BusinessDates {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private BusinessDates() {}

    static LocalDate of(Instant at) {
        return LocalDate.ofInstant(at, SEOUL);
    }
}
