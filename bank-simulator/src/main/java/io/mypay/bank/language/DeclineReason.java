package io.mypay.bank.language;

import java.util.regex.Pattern;

/**
 * Why a bank declined a command. Banks have many reasons, and a fault may name any, so this is a
 * word and not an enum; the constants are those the simulator itself gives.
 */
public record DeclineReason(String value) {
    // First, because the constants below are checked by it.
    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    public static final DeclineReason INSUFFICIENT_FUNDS = new DeclineReason("INSUFFICIENT_FUNDS");
    public static final DeclineReason NO_SUCH_ACCOUNT = new DeclineReason("NO_SUCH_ACCOUNT");
    public static final DeclineReason ACCOUNT_CLOSED = new DeclineReason("ACCOUNT_CLOSED");

    /** Neither side is the corporate account, so nobody agreed to be commanded. */
    public static final DeclineReason NO_AGREEMENT = new DeclineReason("NO_AGREEMENT");

    /** The command came after the window in which the bank still executes what it did not know. */
    public static final DeclineReason COMMAND_EXPIRED = new DeclineReason("COMMAND_EXPIRED");

    public DeclineReason {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be UPPER_SNAKE_CASE, at most 40 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
