package io.mypay.payment.funding;

import io.mypay.payment.DeclineReason;

/** What money says to the request of a recharge. */
public sealed interface RechargeAnswer {
    record Accepted(RechargeId id) implements RechargeAnswer {}

    /** A definite no: there is no recharge and there will be none. */
    record Refused(DeclineReason reason) implements RechargeAnswer {}
}
