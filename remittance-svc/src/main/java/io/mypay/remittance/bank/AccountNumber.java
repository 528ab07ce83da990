package io.mypay.remittance.bank;

import java.util.regex.Pattern;

/** The number of a bank account, digits only. Its text is masked, so that no log can tell it. */
public record AccountNumber(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{6,20}");
    private static final int SHOWN = 4;

    public AccountNumber {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("an account number has 6 to 20 digits");
        }
    }

    /** All but the last four digits replaced by asterisks. */
    public String masked() {
        var hidden = digits.length() - SHOWN;
        return "*".repeat(hidden) + digits.substring(hidden);
    }

    @Override
    public String toString() {
        return masked();
    }
}
