package io.mypay.remittance.bank;

import io.mypay.remittance.FailureReason;

/** How the firmbanking of a remittance stands at banking. */
public sealed interface FirmbankingStanding {
    /** A definite no: there is no firmbanking and the bank was not commanded. */
    record Refused(FailureReason reason) implements FirmbankingStanding {}

    /** Its outcome is open; this includes a bank that does not answer. */
    record Underway(FirmbankingId id) implements FirmbankingStanding {}

    /** The cash has moved. */
    record Succeeded(FirmbankingId id) implements FirmbankingStanding {}

    /** The cash has not moved and never will. */
    record Failed(FirmbankingId id, FailureReason reason) implements FirmbankingStanding {}
}
