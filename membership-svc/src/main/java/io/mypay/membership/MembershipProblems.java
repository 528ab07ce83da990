package io.mypay.membership;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Explains what membership refuses. */
@ApplicationScoped
public class MembershipProblems implements Problems {
    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof MembershipRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((MembershipRefusal) refusal) {
            case MembershipRefusal.EmailTaken() ->
                    Problem.alreadyExists(
                                    "EMAIL_TAKEN", "Another membership logs in with this email.")
                            .korean("이미 가입된 이메일입니다.");
            case MembershipRefusal.SettlementCycleNotAllowed() ->
                    Problem.invalidArgument(
                                    "SETTLEMENT_CYCLE_NOT_ALLOWED",
                                    "Only merchants have a settlement cycle.")
                            .violation("settlement_cycle", "is only for merchants");
            case MembershipRefusal.CredentialsWrong() ->
                    Problem.unauthenticated("CREDENTIALS_WRONG", "The name or the secret is wrong.")
                            .korean("이메일 또는 비밀번호가 올바르지 않습니다.");
            case MembershipRefusal.LoginLocked(var remaining) ->
                    Problem.resourceExhausted(
                                    "LOGIN_LOCKED", "Too many wrong passwords; try again later.")
                            .retryAfter(remaining)
                            .korean("비밀번호를 여러 번 잘못 입력했습니다. 잠시 후 다시 시도해 주세요.");
            case MembershipRefusal.MembershipNotActive() ->
                    Problem.failedPrecondition(
                                    "MEMBERSHIP_NOT_ACTIVE", "The membership is withdrawn already.")
                            .korean("이미 탈퇴한 회원입니다.");
            case MembershipRefusal.MoneyLeft() ->
                    Problem.failedPrecondition(
                                    "MONEY_LEFT", "Money is left, or owed; settle it first.")
                            .korean("남은 잔액이나 정산할 금액이 있어 탈퇴할 수 없습니다.");
            case MembershipRefusal.MoneyHeld() ->
                    Problem.failedPrecondition(
                                    "MONEY_HELD",
                                    "A payment or remittance is on its way; wait for it.")
                            .korean("진행 중인 결제 또는 송금이 있어 탈퇴할 수 없습니다.");
            case MembershipRefusal.RechargeUnderWay() ->
                    Problem.failedPrecondition(
                                    "RECHARGE_UNDER_WAY", "A recharge is on its way; wait for it.")
                            .korean("진행 중인 충전이 있어 탈퇴할 수 없습니다.");
            case MembershipRefusal.RefreshTokenInvalid() ->
                    Problem.unauthenticated(
                                    "REFRESH_TOKEN_INVALID",
                                    "The refresh token does not work any more; log in again.")
                            .korean("다시 로그인해 주세요.");
        };
    }
}
