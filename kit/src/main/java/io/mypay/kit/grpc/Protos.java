package io.mypay.kit.grpc;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;

/**
 * Between the values of the language and their messages. What no value can hold is refused, with
 * its field.
 */
public final class Protos {
    /** What a Timestamp may hold: the years 1 to 9999. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private Protos() {}

    public static Money money(io.mypay.type.v1.Money message) {
        return money("amount", message);
    }

    public static Money money(String field, io.mypay.type.v1.Money message) {
        try {
            var currency = Currency.getInstance(message.getCurrencyCode());
            return new Money(message.getMinorUnits(), currency);
        } catch (IllegalArgumentException _) {
            throw refused(field + ".currency_code", "must be an ISO 4217 code");
        }
    }

    public static io.mypay.type.v1.Money proto(Money money) {
        return io.mypay.type.v1.Money.newBuilder()
                .setCurrencyCode(money.currency().getCurrencyCode())
                .setMinorUnits(money.minorUnits())
                .build();
    }

    public static Instant instant(Timestamp message) {
        return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
    }

    /** Of a caller: a timestamp may hold seconds and nanoseconds that are no time. */
    public static Instant instant(String field, Timestamp message) {
        var nanos = message.getNanos();
        if (message.getSeconds() < FIRST_SECOND
                || message.getSeconds() > LAST_SECOND
                || nanos < 0
                || nanos >= NANOS_PER_SECOND) {
            throw refused(field, "must be a time between the years 1 and 9999");
        }
        return instant(message);
    }

    public static Timestamp proto(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static LocalDate date(Date message) {
        return date("date", message);
    }

    public static LocalDate date(String field, Date message) {
        try {
            return LocalDate.of(message.getYear(), message.getMonth(), message.getDay());
        } catch (DateTimeException _) {
            throw refused(field, "must be a full date of the calendar");
        }
    }

    public static Date proto(LocalDate date) {
        return Date.newBuilder()
                .setYear(date.getYear())
                .setMonth(date.getMonthValue())
                .setDay(date.getDayOfMonth())
                .build();
    }

    private static Refused refused(String field, String description) {
        return new Refused(new Common.InvalidField(field, description));
    }
}
