package io.mypay.bank.statement;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** One change of one account's balance, as its statement shows it. */
public record Entry(
        TransferId transfer,
        AccountId account,
        Direction direction,
        Kind kind,
        Won amount,
        Won balanceAfter,
        Instant at) {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    /** The day whose statement shows it. */
    public LocalDate businessDate() {
        return LocalDate.ofInstant(at, SEOUL);
    }

    /** As the account's holder sees it: a credit is more money, a debit less. */
    public enum Direction {
        CREDIT,
        DEBIT
    }

    /** Whether it is the money that was to be moved, or the bank's price for moving it. */
    public enum Kind {
        TRANSFER,
        FEE
    }
}
