package io.mypay.bank.language;

import java.util.regex.Pattern;

/** The number of an account at its bank: 6 to 20 digits. Its text form is masked, fit for a log. */
public record AccountNumber(String value) implements Comparable<AccountNumber> {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{6,20}");
    private static final int VISIBLE_DIGITS = 4;

    public AccountNumber {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 6 to 20 digits");
        }
    }

    @Override
    public int compareTo(AccountNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "*" + value.substring(value.length() - VISIBLE_DIGITS);
    }
}
