package io.mypay.banking.bank;

import java.util.regex.Pattern;

/** The number of an account at a bank. Prints masked, so that no log or error can give it away. */
public record AccountNumber(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{6,20}");
    private static final int SHOWN = 4;

    public AccountNumber {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an account number has 6 to 20 digits");
        }
    }

    /** All but the last four digits replaced. */
    public String masked() {
        var hidden = value.length() - SHOWN;
        return "*".repeat(hidden) + value.substring(hidden);
    }

    @Override
    public String toString() {
        return masked();
    }
}
