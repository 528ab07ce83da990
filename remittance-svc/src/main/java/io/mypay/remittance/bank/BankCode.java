package io.mypay.remittance.bank;

import java.util.regex.Pattern;

/** A bank, by its three digits. */
public record BankCode(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{3}");

    public BankCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a bank code has three digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
