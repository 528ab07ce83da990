package io.mypay.simulation.service;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Outcome;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.ledger.Posted;
import io.mypay.remittance.sending.Order;
import io.mypay.remittance.sending.Recipient;
import io.mypay.simulation.bank.Cash;
import io.mypay.simulation.world.Violation;
import java.util.List;
import java.util.Optional;

/** A remittance's transfers, and what it reads from their results: Postings and LedgerResults. */
final class RemittancePostings {
    static final AccountName REMITTANCE_FEE = new AccountName("remittance-fee");

    private RemittancePostings() {}

    static List<Transfer> spend(Order order) {
        var from = AccountName.member(order.sender());
        var purpose = purpose(order.id());
        return switch (order.recipient()) {
            case Recipient.Member(var to) ->
                    List.of(
                            new Transfer.Single(
                                    id(order.id(), "transfer"),
                                    from,
                                    AccountName.member(to),
                                    order.charge().amount(),
                                    purpose,
                                    false));
            case Recipient.Account _ ->
                    List.of(
                            new Transfer.Hold(
                                    id(order.id(), "hold"),
                                    from,
                                    AccountName.corporateCash(Cash.CORPORATE.bank().value()),
                                    order.charge().total(),
                                    Optional.empty(),
                                    purpose,
                                    false));
        };
    }

    static List<Transfer> capture(Order order) {
        var id = order.id();
        return List.of(
                capture(id, "capture-amount", Optional.empty(), order.charge().amount(), true),
                capture(
                        id,
                        "capture-fee",
                        Optional.of(REMITTANCE_FEE),
                        order.charge().fee(),
                        false));
    }

    private static Transfer capture(
            RemittanceId id, String step, Optional<AccountName> to, Money amount, boolean linked) {
        return new Transfer.Capture(id(id, step), id(id, "hold"), to, amount, purpose(id), linked);
    }

    static List<Transfer> release(RemittanceId id) {
        return List.of(new Transfer.Release(id(id, "release"), id(id, "hold"), purpose(id), false));
    }

    static Posted ofSpending(List<Result> results) {
        var outcome = outcome(results);
        return switch (outcome) {
            case APPLIED -> new Posted.Done();
            case ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            case INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, LIMIT_EXCEEDED ->
                    new Posted.Refused(new FailureReason(outcome.name()));
            default -> throw defect(outcome);
        };
    }

    static Posted ofCapture(List<Result> results) {
        var outcome = outcome(results);
        return switch (outcome) {
            case APPLIED -> new Posted.Done();
            case ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            default -> throw defect(outcome);
        };
    }

    static Posted ofRelease(List<Result> results) {
        var outcome = outcome(results);
        return switch (outcome) {
            case APPLIED, HOLD_ALREADY_RELEASED, HOLD_EXPIRED -> new Posted.Done();
            default -> throw defect(outcome);
        };
    }

    /** Of a chain the first result that says why. */
    private static Outcome outcome(List<Result> results) {
        return results.stream()
                .map(Result::settled)
                .filter(outcome -> outcome != Outcome.APPLIED)
                .filter(outcome -> outcome != Outcome.LINKED_TRANSFER_FAILED)
                .findFirst()
                .orElseGet(() -> results.getFirst().settled());
    }

    private static Violation defect(Outcome outcome) {
        return new Violation("the ledger answers a remittance " + outcome);
    }

    private static TransferId id(RemittanceId id, String step) {
        return new TransferId(id.step(step));
    }

    private static Purpose purpose(RemittanceId id) {
        return new Purpose(Code.REMITTANCE, id.toString());
    }
}
