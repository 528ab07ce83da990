package io.mypay.settlement;

import io.mypay.kit.refusal.Refusal;
import java.time.LocalDate;

/** What this service refuses; the names are those of {@code mypay.settlement.v1.Reason}. */
public sealed interface SettlementRefusal extends Refusal {
    /** The date has not begun in Asia/Seoul. */
    record BusinessDateInFuture(LocalDate today) implements SettlementRefusal {}

    /** A later date is closed, so this one is settled with it. */
    record BusinessDateBeforeClosed(LocalDate closedUntil) implements SettlementRefusal {}

    /** Only a calculated run can be confirmed, and once. */
    record RunNotCalculated(String state) implements SettlementRefusal {}

    /** Only a payout that failed can be requested again. */
    record PayoutNotFailed(String state) implements SettlementRefusal {}
}
