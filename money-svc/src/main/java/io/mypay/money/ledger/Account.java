package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;

/**
 * What one owner has in one role and currency. {@code posted} is all of it, {@code held} the part
 * that holds reserve. What is available never leaves the range of a long, and a member's is never
 * negative: every change asks {@code can…} first.
 *
 * @param entries how many transfers have changed it
 * @param last the newest transfer that changed it: head of its chain of transfers
 */
public record Account(
        AccountId id,
        AccountName name,
        Money posted,
        Money held,
        boolean closed,
        long entries,
        Optional<TransferId> last) {

    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(last, "last");
        if (held.isNegative()) {
            throw new IllegalArgumentException("less than nothing is held on " + name);
        }
        if (kindOf(name) == AccountKind.MEMBER && posted.compareTo(held) < 0) {
            throw new IllegalArgumentException("less than nothing is available on " + name);
        }
    }

    public Money available() {
        return posted.minus(held);
    }

    public Currency currency() {
        return posted.currency();
    }

    public AccountKind kind() {
        return kindOf(name);
    }

    boolean canSpend(Money amount, Code code) {
        return kind().mayGoBelowZero(code) || available().isAtLeast(amount);
    }

    boolean canLose(Money amount) {
        return isInRange(available().minorUnits(), -amount.minorUnits());
    }

    boolean canGain(Money amount) {
        return isInRange(posted.minorUnits(), amount.minorUnits());
    }

    boolean canHold(Money amount) {
        return canLose(amount) && isInRange(held.minorUnits(), amount.minorUnits());
    }

    Account lose(Money amount, TransferId by) {
        return after(posted.minus(amount), held, by);
    }

    Account gain(Money amount, TransferId by) {
        return after(posted.plus(amount), held, by);
    }

    Account hold(Money amount, TransferId by) {
        return after(posted, held.plus(amount), by);
    }

    Account release(Money amount, TransferId by) {
        return after(posted, held.minus(amount), by);
    }

    /** Moves out what was held; {@code rest} is no longer held and stays. */
    Account capture(Money amount, Money rest, TransferId by) {
        return after(posted.minus(amount), held.minus(amount).minus(rest), by);
    }

    private Account after(Money nowPosted, Money nowHeld, TransferId by) {
        return new Account(id, name, nowPosted, nowHeld, closed, entries + 1, Optional.of(by));
    }

    private static boolean isInRange(long value, long change) {
        long sum = value + change;
        return ((value ^ sum) & (change ^ sum)) >= 0;
    }

    private static AccountKind kindOf(AccountName name) {
        return name.kind()
                .orElseThrow(() -> new IllegalArgumentException(name + " is of no known kind"));
    }
}
