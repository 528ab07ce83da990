package io.mypay.payment.funding;

import io.mypay.payment.DeclineReason;

/** How an automatic recharge stands at money. */
public sealed interface RechargeStanding {
    record Underway() implements RechargeStanding {}

    /** The money is there. */
    record Succeeded() implements RechargeStanding {}

    /** Nothing was withdrawn, nothing credited. */
    record Failed(DeclineReason reason) implements RechargeStanding {}
}
