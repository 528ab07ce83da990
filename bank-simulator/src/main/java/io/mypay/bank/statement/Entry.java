package io.mypay.bank.statement;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import java.time.Instant;

/** One change of one account's balance, as its statement shows it. */
public record Entry(
        TransferId transfer,
        AccountId account,
        Direction direction,
        Kind kind,
        Won amount,
        Won balanceAfter,
        Instant at) {

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
