package io.mypay.bank.http;

import io.mypay.bank.language.Refusal;
import io.mypay.bank.language.Refused;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Function;

/** Reads a value out of the text of one named field, or says which field is wrong and how. */
public final class Field {
    private Field() {}

    /**
     * The parser says what is wrong by an {@link IllegalArgumentException} with a clear message.
     */
    public static <T> T read(String name, String text, Function<String, T> parser) {
        if (text == null || text.isEmpty()) {
            throw malformed(name, "is required");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw malformed(name, wrong.getMessage());
        }
    }

    public static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("must be a date as yyyy-MM-dd", wrong);
        }
    }

    public static Refused malformed(String name, String message) {
        return new Refused(new Refusal.Malformed(name, message));
    }
}
