package io.mypay.banking;

import io.mypay.banking.v1.Reason;
import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Tells callers what banking refuses, and events why a firmbanking was refused. */
@ApplicationScoped
public class BankingProblems implements Problems {
    private static final Duration LATER = Duration.ofSeconds(5);

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof BankingRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return problem((BankingRefusal) refusal);
    }

    /** The reason as events name it. */
    public static String reason(BankingRefusal refusal) {
        return problem(refusal).reason();
    }

    private static Problem problem(BankingRefusal refusal) {
        return switch (refusal) {
            case BankingRefusal.MembershipNotActive() ->
                    failed(
                                    Reason.REASON_MEMBERSHIP_NOT_ACTIVE,
                                    "The membership is suspended or withdrawn.")
                            .korean("이용이 제한된 회원입니다.");
            case BankingRefusal.BankAccountNotValid() ->
                    failed(
                                    Reason.REASON_BANK_ACCOUNT_NOT_VALID,
                                    "The bank knows no such open account.")
                            .korean("계좌 정보를 확인해 주세요.");
            case BankingRefusal.BankAccountIsOurs() ->
                    Problem.invalidArgument("INVALID_FIELD", "The bank account is MyPay's own.")
                            .violation("bank_account", "must not be MyPay's own")
                            .korean("계좌 정보를 확인해 주세요.");
            case BankingRefusal.HolderNameMismatch() ->
                    failed(
                                    Reason.REASON_HOLDER_NAME_MISMATCH,
                                    "The bank knows the holder by another name.")
                            .korean("예금주명이 일치하지 않습니다.");
            case BankingRefusal.BankAccountAlreadyRegistered() ->
                    exists(
                                    Reason.REASON_BANK_ACCOUNT_ALREADY_REGISTERED,
                                    "This account is registered already.")
                            .korean("이미 등록된 계좌입니다.");
            case BankingRefusal.BankContractNotValid(var bank) ->
                    failed(
                                    Reason.REASON_BANK_CONTRACT_NOT_VALID,
                                    "There is no valid contract with that bank.")
                            .with("bank_code", bank)
                            .korean("이용할 수 없는 은행입니다.");
            case BankingRefusal.BankDailyLimitExceeded(var bank) ->
                    failed(
                                    Reason.REASON_BANK_DAILY_LIMIT_EXCEEDED,
                                    "The contract's limit for today would be exceeded.")
                            .with("bank_code", bank)
                            .korean("오늘의 은행 이용 한도를 초과했습니다.");
            case BankingRefusal.BankContractOverlaps(var bank) ->
                    exists(
                                    Reason.REASON_BANK_CONTRACT_OVERLAPS,
                                    "The bank has a contract in that time.")
                            .with("bank_code", bank);
            case BankingRefusal.ContractPeriodEmpty() ->
                    Problem.invalidArgument(
                                    name(Reason.REASON_CONTRACT_PERIOD_EMPTY),
                                    "valid_until is not later than valid_from.")
                            .violation("valid_until", "must be later than valid_from");
            case BankingRefusal.BankUnavailable(var bank) ->
                    Problem.unavailable(
                                    name(Reason.REASON_BANK_UNAVAILABLE),
                                    "The bank cannot be reached.")
                            .with("bank_code", bank)
                            .retryAfter(LATER)
                            .korean("은행이 응답하지 않습니다. 잠시 후 다시 시도해 주세요.");
            case BankingRefusal.NoRegisteredBankAccount() ->
                    failed(
                                    Reason.REASON_NO_REGISTERED_BANK_ACCOUNT,
                                    "The membership has no such registered account.")
                            .korean("등록된 계좌가 없습니다.");
            case BankingRefusal.CurrencyNotSupported(var currency) ->
                    failed(Reason.REASON_CURRENCY_NOT_SUPPORTED, "Banks move KRW only.")
                            .with("currency_code", currency);
            case BankingRefusal.OriginReused() ->
                    exists(
                            Reason.REASON_ORIGIN_REUSED,
                            "The origin has a firmbanking with other content.");
        };
    }

    private static Problem failed(Reason reason, String message) {
        return Problem.failedPrecondition(name(reason), message);
    }

    private static Problem exists(Reason reason, String message) {
        return Problem.alreadyExists(name(reason), message);
    }

    private static String name(Reason reason) {
        return reason.name().substring("REASON_".length());
    }
}
