package io.mypay.remittance;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import io.mypay.remittance.v1.Reason;
import jakarta.enterprise.context.ApplicationScoped;

/** Explains to callers what this service refuses. */
@ApplicationScoped
public class RemittanceProblems implements Problems {

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof RemittanceRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((RemittanceRefusal) refusal) {
            case RemittanceRefusal.MembershipNotActive(var member) ->
                    failed(
                                    Reason.REASON_MEMBERSHIP_NOT_ACTIVE,
                                    "Sender or recipient is suspended or withdrawn.")
                            .with("membership_id", member)
                            .korean("이용이 정지되었거나 탈퇴한 회원입니다.");
            case RemittanceRefusal.RecipientNotFound(var recipient) ->
                    Problem.notFound(
                                    name(Reason.REASON_RECIPIENT_NOT_FOUND),
                                    "No member has the recipient's id.")
                            .with("membership_id", recipient)
                            .korean("받는 회원을 찾을 수 없습니다.");
            case RemittanceRefusal.RecipientNotAMember(var recipient) ->
                    failed(
                                    Reason.REASON_RECIPIENT_NOT_A_MEMBER,
                                    "Merchants are paid, not sent money.")
                            .with("membership_id", recipient)
                            .korean("가맹점에는 송금할 수 없습니다.");
            case RemittanceRefusal.SameMember() ->
                    failed(Reason.REASON_SAME_MEMBER, "Sender and recipient are the same.")
                            .korean("본인에게는 송금할 수 없습니다.");
            case RemittanceRefusal.InsufficientFunds(var missing) ->
                    failed(
                                    Reason.REASON_INSUFFICIENT_FUNDS,
                                    "There is too little money, and no bank account to recharge"
                                            + " from.")
                            .with("missing_minor_units", missing.minorUnits())
                            .with("currency_code", missing.currency())
                            .korean("잔액이 부족합니다.");
            case RemittanceRefusal.CurrencyNotSupported(var currency) ->
                    failed(Reason.REASON_CURRENCY_NOT_SUPPORTED, "Remittances are in KRW only.")
                            .with("currency_code", currency)
                            .korean("원화만 송금할 수 있습니다.");
        };
    }

    private static Problem failed(Reason reason, String message) {
        return Problem.failedPrecondition(name(reason), message);
    }

    private static String name(Reason reason) {
        return reason.name().substring("REASON_".length());
    }
}
