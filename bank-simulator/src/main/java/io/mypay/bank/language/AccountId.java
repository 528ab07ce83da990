package io.mypay.bank.language;

import java.util.Comparator;

/** One account at one bank. The order is the one in which accounts are locked. */
public record AccountId(BankCode bank, AccountNumber number) implements Comparable<AccountId> {
    private static final Comparator<AccountId> ORDER =
            Comparator.comparing(AccountId::bank).thenComparing(AccountId::number);

    @Override
    public int compareTo(AccountId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return bank + "/" + number;
    }
}
