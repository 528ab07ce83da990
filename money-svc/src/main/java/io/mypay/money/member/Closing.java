package io.mypay.money.member;

import io.mypay.money.ledger.Account;
import java.util.List;

/** What becomes of the wish to close all that a membership has: of several noes the first one. */
public enum Closing {
    CLOSED,
    /** A balance is not zero: money is left, or a merchant owes. */
    MONEY_LEFT,
    /** Money is held, on the accounts or for them. */
    MONEY_HELD,
    RECHARGE_UNDER_WAY;

    /** What is on its way to the accounts. */
    record UnderWay(boolean holds, boolean recharges) {}

    /** Nothing can have come to accounts that are closed, so they stay so whatever there is. */
    static Closing of(List<Account> accounts, UnderWay underWay) {
        if (accounts.stream().allMatch(Account::closed)) {
            return CLOSED;
        }
        if (accounts.stream().anyMatch(account -> !account.posted().isZero())) {
            return MONEY_LEFT;
        }
        if (underWay.holds() || accounts.stream().anyMatch(account -> !account.held().isZero())) {
            return MONEY_HELD;
        }
        return underWay.recharges() ? RECHARGE_UNDER_WAY : CLOSED;
    }
}
