package io.mypay.kit.queuelog;

/** What became of a month that is older than what is kept. */
enum MonthState {
    DROPPED,
    /** Kept: something in it is not done, such as a dead letter that waits for staff. */
    OPEN,
    /** Kept: something was written or processed lately under an old id. */
    YOUNG,
    /** Another instance drops months right now. */
    BUSY,
    /** Another instance has dropped it. */
    GONE
}
