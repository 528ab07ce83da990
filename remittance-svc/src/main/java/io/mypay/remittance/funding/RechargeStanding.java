package io.mypay.remittance.funding;

import io.mypay.remittance.FailureReason;

/** How an automatic recharge stands at money. */
public sealed interface RechargeStanding {
    record Underway() implements RechargeStanding {}

    /** The money is there. */
    record Succeeded() implements RechargeStanding {}

    /** Nothing was withdrawn, nothing credited. */
    record Failed(FailureReason reason) implements RechargeStanding {}
}
