package io.mypay.payment;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Explains to callers what this service refuses. */
@ApplicationScoped
public class PaymentProblems implements Problems {

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof PaymentRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((PaymentRefusal) refusal) {
            case PaymentRefusal.MembershipNotActive(var id) ->
                    Problem.failedPrecondition(
                                    "MEMBERSHIP_NOT_ACTIVE",
                                    "Member or merchant is suspended or withdrawn.")
                            .with("membership_id", id)
                            .korean("이용이 정지되었거나 탈퇴한 회원입니다.");
            case PaymentRefusal.MerchantNotFound(var id) ->
                    Problem.notFound("MERCHANT_NOT_FOUND", "There is no such merchant.")
                            .with("merchant_membership_id", id)
                            .korean("가맹점을 찾을 수 없습니다.");
            case PaymentRefusal.NotAMerchant(var id) ->
                    Problem.failedPrecondition(
                                    "NOT_A_MERCHANT", "Only merchants are paid; remit to members.")
                            .with("merchant_membership_id", id)
                            .korean("가맹점이 아닙니다.");
            case PaymentRefusal.NotAMember(var id) ->
                    Problem.failedPrecondition("NOT_A_MEMBER", "Merchants cannot pay.")
                            .with("membership_id", id)
                            .korean("가맹점은 결제할 수 없습니다.");
            case PaymentRefusal.InsufficientFunds(var missing) ->
                    Problem.failedPrecondition(
                                    "INSUFFICIENT_FUNDS",
                                    "The balance is short, and there is no bank account to recharge from.")
                            .with("missing_minor_units", missing.minorUnits())
                            .korean("잔액이 부족합니다.");
            case PaymentRefusal.CurrencyNotSupported(var code) ->
                    Problem.failedPrecondition(
                                    "CURRENCY_NOT_SUPPORTED", "Payments are in KRW only.")
                            .with("currency_code", code)
                            .korean("원화로만 결제할 수 있습니다.");
            case PaymentRefusal.PaymentNotCaptured(var state) ->
                    Problem.failedPrecondition(
                                    "PAYMENT_NOT_CAPTURED", "Only captured payments are refunded.")
                            .with("state", state)
                            .korean("완료된 결제만 환불할 수 있습니다.");
            case PaymentRefusal.RefundExceedsPayment(var left) ->
                    Problem.failedPrecondition(
                                    "REFUND_EXCEEDS_PAYMENT",
                                    "That is more than what is left of the payment.")
                            .with("left_minor_units", left.minorUnits())
                            .korean("환불 가능 금액을 초과했습니다.");
            case PaymentRefusal.AccountClosed() ->
                    Problem.failedPrecondition(
                                    "ACCOUNT_CLOSED", "Member or merchant has withdrawn.")
                            .korean("탈퇴한 회원과의 거래는 환불할 수 없습니다.");
            case PaymentRefusal.EffectiveFromInPast(var now) ->
                    Problem.failedPrecondition(
                                    "EFFECTIVE_FROM_IN_PAST", "A rate cannot begin in the past.")
                            .with("now", now)
                            .korean("과거 시점의 수수료는 등록할 수 없습니다.");
        };
    }
}
