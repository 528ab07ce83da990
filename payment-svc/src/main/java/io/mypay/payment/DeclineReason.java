package io.mypay.payment;

import java.util.regex.Pattern;

/** Why nothing was paid, such as {@code INSUFFICIENT_FUNDS}: ours, or a neighbour's own word. */
public record DeclineReason(String name) {
    // Above the reasons, which need it to exist.
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");

    public static final DeclineReason INSUFFICIENT_FUNDS = new DeclineReason("INSUFFICIENT_FUNDS");

    private static final DeclineReason NOT_GIVEN = new DeclineReason("REASON_NOT_GIVEN");
    private static final String NO_BANK_ACCOUNT = "NO_REGISTERED_BANK_ACCOUNT";

    public DeclineReason {
        if (!UPPER_SNAKE.matcher(name).matches()) {
            throw new IllegalArgumentException("no reason: " + name);
        }
    }

    /** What a neighbour says; one that says no without a reason has still said no. */
    public static DeclineReason of(String said) {
        return UPPER_SNAKE.matcher(said).matches() ? new DeclineReason(said) : NOT_GIVEN;
    }

    /** As {@link #of}; without an account to recharge from, what the member lacks is money. */
    public static DeclineReason ofRecharge(String said) {
        return said.equals(NO_BANK_ACCOUNT) ? INSUFFICIENT_FUNDS : of(said);
    }

    @Override
    public String toString() {
        return name;
    }
}
