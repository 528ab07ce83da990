package io.mypay.membership.login;

import java.util.Locale;

/** The address to log in with, in lower case. */
public record Email(String value) {
    public Email {
        if (!value.equals(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("emails are kept in lower case");
        }
    }

    /** Reads what somebody typed: case does not matter. */
    public static Email typed(String text) {
        return new Email(text.toLowerCase(Locale.ROOT));
    }

    /** Personal data; for logs there is the subject. */
    @Override
    public String toString() {
        return "Email[…]";
    }
}
