package io.mypay.money;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Explains what money-svc refuses; the reasons are those of mypay.money.v1.Reason. */
@ApplicationScoped
public class MoneyProblems implements Problems {
    private static final Duration SOON = Duration.ofMillis(200);

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof MoneyRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((MoneyRefusal) refusal) {
            case MoneyRefusal.NoRegisteredBankAccount() ->
                    Problem.failedPrecondition(
                                    "NO_REGISTERED_BANK_ACCOUNT",
                                    "The member has no such registered bank account.")
                            .korean("등록된 계좌가 없습니다. 계좌를 먼저 등록해 주세요.");
            case MoneyRefusal.CurrencyNotSupported(var asked) ->
                    Problem.failedPrecondition(
                                    "CURRENCY_NOT_SUPPORTED", "Only KRW is supported here.")
                            .with("currency_code", asked);
            case MoneyRefusal.AmountOverLimit(var limit) ->
                    Problem.failedPrecondition(
                                    "AMOUNT_OVER_LIMIT", "One recharge is at most " + limit + ".")
                            .with("limit_minor_units", limit.minorUnits())
                            .korean("1회 충전 한도를 초과했습니다.");
            case MoneyRefusal.InsufficientFunds(var available, var asked) ->
                    Problem.failedPrecondition("INSUFFICIENT_FUNDS", "Less than that is available.")
                            .with("missing_minor_units", asked.minus(available).minorUnits())
                            .korean("잔액이 부족합니다.");
            case MoneyRefusal.TransferIdOutOfWindow(var id) ->
                    Problem.invalidArgument(
                                    "TRANSFER_ID_OUT_OF_WINDOW",
                                    "The time in a new transfer_id is at most 30 days old and 10"
                                            + " minutes ahead.")
                            .with("transfer_id", id);
            case MoneyRefusal.AccountClosed() ->
                    Problem.failedPrecondition("ACCOUNT_CLOSED", "The money account is closed.");
            case MoneyRefusal.LimitExceeded() ->
                    Problem.failedPrecondition(
                            "LIMIT_EXCEEDED", "A balance would leave the range of an int64.");
            case MoneyRefusal.LedgerBusy() ->
                    Problem.resourceExhausted(
                                    "LEDGER_BUSY",
                                    "Too many transfers wait to be posted; try again soon.")
                            .retryAfter(SOON)
                            .korean("요청이 많습니다. 잠시 후 다시 시도해 주세요.");
        };
    }
}
