package io.mypay.membership.member;

/** How often a merchant is settled. */
public enum SettlementCycle {
    /** Every business date in Asia/Seoul. */
    DAILY
}
