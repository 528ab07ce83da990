package io.mypay.simulation.service;

import io.mypay.kit.id.Uuid7;
import io.mypay.settlement.merchant.MerchantRange;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.merchant.PayoutOutcome;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.simulation.world.Message;
import io.mypay.simulation.world.Message.Topic;
import io.mypay.simulation.world.Outbox;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Attempts to pay merchants and how they end: settlement's Payouts and PayoutOutcomes. */
public final class Payouts {
    private final Settlements settlements;
    private final Outbox outbox;
    private final Table<PayoutId, Attempt> rows = new Table<>("payout");

    private enum State {
        REQUESTED,
        PAID,
        FAILED
    }

    private record Attempt(SettlementId settlement, int number, State state) {}

    Payouts(Settlements settlements, Outbox outbox) {
        this.settlements = settlements;
        this.outbox = outbox;
    }

    void request(Transaction tx, MerchantRange range, Instant now) {
        for (var settlement : List.copyOf(settlements.all())) {
            var calculation = settlement.calculation();
            if (settlement instanceof Settlement.Confirmed confirmed
                    && calculation.run().equals(range.run())
                    && calculation.merchant().equals(range.first())) {
                request(tx, confirmed, confirmed.requestPayout(now));
            }
        }
    }

    /** Another attempt for each whose last one failed. */
    boolean retryFailed(Transaction tx) {
        for (var settlement : List.copyOf(settlements.all())) {
            if (settlement instanceof Settlement.PayoutFailed failed) {
                request(tx, failed, failed.retry(tx.host().now()));
            }
        }
        return true;
    }

    private void request(Transaction tx, Settlement from, Settlement.PayoutRequested requested) {
        var calculation = requested.calculation();
        var payout = requested.payout();
        settlements.save(tx, from, requested);
        rows.insert(
                tx, payout, new Attempt(calculation.id(), requested.attempt(), State.REQUESTED));
        tell(
                tx,
                payout,
                "requested",
                calculation.id(),
                new Told.PayoutRequested(
                        payout.value(), calculation.merchant(), calculation.amounts().net()));
    }

    /** The run, if the outcome was news. */
    Optional<RunId> conclude(Transaction tx, PayoutOutcome outcome, Instant now) {
        var attempt = rows.get(outcome.payout());
        var told =
                switch (outcome) {
                    case PayoutOutcome.Succeeded _ -> State.PAID;
                    case PayoutOutcome.Failed _ -> State.FAILED;
                };
        if (attempt.state() != State.REQUESTED) {
            Violation.unless(attempt.state() == told, "now said to be otherwise", attempt, told);
            return Optional.empty();
        }
        rows.update(
                tx, outcome.payout(), new Attempt(attempt.settlement(), attempt.number(), told));
        var found = settlements.get(attempt.settlement());
        if (found instanceof Settlement.PayoutRequested requested
                && requested.attempt() == attempt.number()) {
            end(tx, requested, outcome, now);
            return Optional.of(found.calculation().run());
        }
        throw new Violation("no settlement waits for " + attempt);
    }

    private void end(
            Transaction tx,
            Settlement.PayoutRequested requested,
            PayoutOutcome outcome,
            Instant now) {
        var calculation = requested.calculation();
        var id = outcome.payout();
        switch (outcome) {
            case PayoutOutcome.Succeeded succeeded -> {
                var net = calculation.amounts().net();
                Violation.unless(succeeded.amount().equals(net), "paid otherwise", succeeded);
                settlements.save(tx, requested, requested.pay(succeeded.by(), now));
                tell(tx, id, "completed", calculation.id(), completed(requested, succeeded));
            }
            case PayoutOutcome.Failed failed -> {
                settlements.save(tx, requested, requested.fail(failed.reason(), now));
                tell(tx, id, "failed", calculation.id(), new Told.PayoutFailed(id.value()));
            }
        }
    }

    private static Told completed(
            Settlement.PayoutRequested requested, PayoutOutcome.Succeeded succeeded) {
        var calculation = requested.calculation();
        return new Told.PayoutCompleted(
                succeeded.payout().value(),
                calculation.id().value(),
                calculation.merchant(),
                calculation.amounts().net(),
                calculation.amounts().commissionToPost(),
                succeeded.corporateBankCode());
    }

    private void tell(Transaction tx, PayoutId payout, String step, SettlementId key, Told told) {
        var id = Uuid7.derive(payout.value(), step);
        outbox.append(tx, new Message(id, Topic.PAYOUTS, key.value(), told));
    }

    /** Whether this is an attempt that was paid. */
    public boolean isPaid(UUID origin) {
        return rows.find(new PayoutId(origin)).filter(a -> a.state() == State.PAID).isPresent();
    }

    public boolean isKnown(UUID origin) {
        return rows.has(new PayoutId(origin));
    }

    public SettlementId settlementOf(UUID origin) {
        return rows.get(new PayoutId(origin)).settlement();
    }

    public boolean areAllOver() {
        return rows.all().stream().noneMatch(attempt -> attempt.state() == State.REQUESTED);
    }
}
