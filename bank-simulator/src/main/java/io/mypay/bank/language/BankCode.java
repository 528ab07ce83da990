package io.mypay.bank.language;

import java.util.regex.Pattern;

/** The three digits by which a Korean bank is known, such as 004. */
public record BankCode(String value) implements Comparable<BankCode> {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{3}");

    public BankCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 3 digits");
        }
    }

    @Override
    public int compareTo(BankCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
