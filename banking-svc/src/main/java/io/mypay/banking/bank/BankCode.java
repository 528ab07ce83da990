package io.mypay.banking.bank;

import java.util.regex.Pattern;

/** The three digits by which banks know each other, such as 004. */
public record BankCode(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{3}");

    public BankCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a bank code has three digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
