package io.mypay.simulation.service;

import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Outcome;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Result;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.ledger.Posted;
import io.mypay.payment.paying.Order;
import io.mypay.payment.refund.Refund;
import io.mypay.simulation.world.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A payment's transfers, and what it reads from their results: Postings and LedgerResults. */
final class PaymentPostings {
    private PaymentPostings() {}

    static List<Transfer> hold(Order order, Duration lasts) {
        return List.of(
                new Transfer.Hold(
                        id(order, "hold"),
                        AccountName.member(order.member()),
                        AccountName.merchant(order.merchant()),
                        order.amount(),
                        Optional.of(lasts),
                        new Purpose(Code.PAYMENT, order.id().toString()),
                        false));
    }

    static List<Transfer> capture(Order order) {
        return List.of(
                new Transfer.Capture(
                        id(order, "capture"),
                        id(order, "hold"),
                        Optional.empty(),
                        order.amount(),
                        new Purpose(Code.PAYMENT, order.id().toString()),
                        false));
    }

    static List<Transfer> refund(Refund refund, Order order) {
        return List.of(
                new Transfer.Single(
                        new TransferId(refund.id().transfer()),
                        AccountName.merchant(order.merchant()),
                        AccountName.member(order.member()),
                        refund.amount(),
                        new Purpose(Code.REFUND, order.id().toString()),
                        false));
    }

    static Posted ofHold(List<Result> results) {
        var result = results.getFirst();
        return switch (result.settled()) {
            case APPLIED -> new Posted.Done(result.at());
            case ACCOUNT_NOT_FOUND -> new Posted.TooEarly();
            case INSUFFICIENT_FUNDS, ACCOUNT_CLOSED, LIMIT_EXCEEDED -> refused(result);
            default -> throw defect(result);
        };
    }

    static Posted ofCapture(List<Result> results) {
        var result = results.getFirst();
        return switch (result.settled()) {
            case APPLIED -> new Posted.Done(result.at());
            case HOLD_EXPIRED -> refused(result);
            default -> throw defect(result);
        };
    }

    static Posted.Done ofRefund(List<Result> results) {
        var result = results.getFirst();
        if (result.settled() == Outcome.APPLIED) {
            return new Posted.Done(result.at());
        }
        throw defect(result);
    }

    private static Posted refused(Result result) {
        return new Posted.Refused(new DeclineReason(result.settled().name()));
    }

    private static Violation defect(Result result) {
        return new Violation("the ledger answers a payment " + result);
    }

    private static TransferId id(Order order, String step) {
        return new TransferId(order.id().step(step));
    }
}
