package io.mypay.banking.firmbanking;

/** Which way the cash goes, seen from the account on the other side of the corporate account. */
public enum Direction {
    /** Into the corporate account. */
    WITHDRAW,
    /** Out of the corporate account. */
    DEPOSIT
}
