package io.mypay.settlement;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Explains to callers what this service refuses. */
@ApplicationScoped
public class SettlementProblems implements Problems {

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof SettlementRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((SettlementRefusal) refusal) {
            case SettlementRefusal.BusinessDateInFuture(var today) ->
                    Problem.failedPrecondition(
                                    "BUSINESS_DATE_IN_FUTURE",
                                    "The date has not begun in Asia/Seoul.")
                            .with("today", today)
                            .korean("아직 시작되지 않은 영업일입니다.");
            case SettlementRefusal.BusinessDateBeforeClosed(var closedUntil) ->
                    Problem.failedPrecondition(
                                    "BUSINESS_DATE_BEFORE_CLOSED",
                                    "A later date is closed; its run settled this date too.")
                            .with("closed_until", closedUntil)
                            .korean("이미 마감된 영업일입니다.");
            case SettlementRefusal.RunNotCalculated(var state) ->
                    Problem.failedPrecondition(
                                    "RUN_NOT_CALCULATED",
                                    "Only a calculated run can be confirmed, and only once.")
                            .with("state", state)
                            .korean("확정할 수 있는 상태가 아닙니다.");
            case SettlementRefusal.PayoutNotFailed(var state) ->
                    Problem.failedPrecondition(
                                    "PAYOUT_NOT_FAILED",
                                    "Only a payout that failed can be requested again.")
                            .with("state", state)
                            .korean("지급에 실패한 정산만 다시 지급할 수 있습니다.");
        };
    }
}
