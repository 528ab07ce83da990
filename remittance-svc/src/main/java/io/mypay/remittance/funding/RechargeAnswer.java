package io.mypay.remittance.funding;

import io.mypay.remittance.FailureReason;

/** What money says to the request of a recharge. */
public sealed interface RechargeAnswer {
    record Accepted(RechargeId id) implements RechargeAnswer {}

    /** A definite no: there is no recharge and there will be none. */
    record Refused(FailureReason reason) implements RechargeAnswer {}
}
