package io.mypay.membership.member;

/** Where a membership stands. */
public enum State {
    /** May do everything its roles allow. */
    ACTIVE,
    /** Blocked by staff for the time being. */
    SUSPENDED,
    /** Gone for good. */
    WITHDRAWN
}
