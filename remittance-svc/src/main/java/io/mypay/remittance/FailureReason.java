package io.mypay.remittance;

import java.util.regex.Pattern;

/** Why nothing was sent, such as {@code INSUFFICIENT_FUNDS}: ours, or a neighbour's own word. */
public record FailureReason(String name) {
    // Above the reasons, which need it to exist.
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");

    public static final FailureReason INSUFFICIENT_FUNDS = new FailureReason("INSUFFICIENT_FUNDS");

    private static final FailureReason NOT_GIVEN = new FailureReason("REASON_NOT_GIVEN");
    private static final String NO_BANK_ACCOUNT = "NO_REGISTERED_BANK_ACCOUNT";

    public FailureReason {
        if (!UPPER_SNAKE.matcher(name).matches()) {
            throw new IllegalArgumentException("no reason: " + name);
        }
    }

    /** What a neighbour says; one that says no without a reason has still said no. */
    public static FailureReason of(String said) {
        return UPPER_SNAKE.matcher(said).matches() ? new FailureReason(said) : NOT_GIVEN;
    }

    /** As {@link #of}; without an account to recharge from, what the sender lacks is money. */
    public static FailureReason ofRecharge(String said) {
        return said.equals(NO_BANK_ACCOUNT) ? INSUFFICIENT_FUNDS : of(said);
    }

    @Override
    public String toString() {
        return name;
    }
}
