package io.mypay.bank.account;

/** A closed account can still be looked at, but no money moves from or to it. */
public enum AccountStatus {
    OPEN,
    CLOSED
}
