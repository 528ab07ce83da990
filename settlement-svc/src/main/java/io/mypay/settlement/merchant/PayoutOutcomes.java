package io.mypay.settlement.merchant;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.queuelog.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes what the bank did about a payout. Each attempt ends once and for good, so an outcome that
 * comes again or late changes nothing about a newer attempt.
 */
@ApplicationScoped
public class PayoutOutcomes {
    private final SettlementStore settlements;
    private final PayoutStore payouts;
    private final Outbox outbox;
    private final MeterRegistry meters;

    PayoutOutcomes(
            SettlementStore settlements, PayoutStore payouts, Outbox outbox, MeterRegistry meters) {
        this.settlements = settlements;
        this.payouts = payouts;
        this.outbox = outbox;
        this.meters = meters;
    }

    /**
     * Applies an outcome, once.
     *
     * @return the run, if the outcome was news
     */
    public Uni<Optional<RunId>> conclude(SqlConnection tx, PayoutOutcome outcome, Instant now) {
        return payouts.lock(tx, outcome.payout())
                .chain(payout -> apply(tx, required(payout, outcome), outcome, now));
    }

    // The attempt was recorded before banking could know of it, so an unknown one is an alarm: the
    // message goes to the dead letters, where a person looks.
    private static Payout required(Optional<Payout> payout, PayoutOutcome outcome) {
        return payout.orElseThrow(
                () -> new IllegalStateException("nobody requested the payout " + outcome.payout()));
    }

    private Uni<Optional<RunId>> apply(
            SqlConnection tx, Payout payout, PayoutOutcome outcome, Instant now) {
        if (payout.state() != Payout.State.REQUESTED) {
            requireSame(payout, outcome);
            return Uni.createFrom().item(Optional.empty());
        }
        return payouts.end(tx, outcome)
                .chain(() -> settlements.lock(tx, payout.settlement()))
                .map(found -> awaiting(found, payout))
                .call(settlement -> end(tx, settlement, outcome, now))
                .map(settlement -> Optional.of(settlement.calculation().run()));
    }

    // Told again is nothing new; told otherwise means that cash moved against what was recorded.
    private static void requireSame(Payout payout, PayoutOutcome outcome) {
        var told =
                switch (outcome) {
                    case PayoutOutcome.Succeeded _ -> Payout.State.PAID;
                    case PayoutOutcome.Failed _ -> Payout.State.FAILED;
                };
        if (payout.state() != told) {
            throw new IllegalStateException(
                    "payout %s is %s and now said to be %s"
                            .formatted(payout.id(), payout.state(), told));
        }
    }

    private static Settlement.PayoutRequested awaiting(Optional<Settlement> found, Payout payout) {
        if (found.orElseThrow() instanceof Settlement.PayoutRequested requested
                && requested.attempt() == payout.attempt()) {
            return requested;
        }
        throw new IllegalStateException("no settlement waits for the payout " + payout.id());
    }

    private Uni<Void> end(
            SqlConnection tx,
            Settlement.PayoutRequested settlement,
            PayoutOutcome outcome,
            Instant now) {
        return switch (outcome) {
            case PayoutOutcome.Succeeded succeeded -> {
                requireNet(settlement, succeeded);
                var paid = settlement.pay(succeeded.by(), now);
                yield settlements
                        .save(tx, paid)
                        .chain(() -> publish(tx, PayoutEvents.completed(paid, succeeded), "paid"));
            }
            case PayoutOutcome.Failed failed -> {
                var unpaid = settlement.fail(failed.reason(), now);
                yield settlements
                        .save(tx, unpaid)
                        .chain(() -> publish(tx, PayoutEvents.failed(unpaid, failed), "failed"));
            }
        };
    }

    private static void requireNet(
            Settlement.PayoutRequested settlement, PayoutOutcome.Succeeded succeeded) {
        var net = settlement.calculation().amounts().net();
        if (!succeeded.amount().equals(net)) {
            throw new IllegalStateException(
                    "payout %s of %s was paid with %s"
                            .formatted(succeeded.payout(), net, succeeded.amount()));
        }
    }

    private Uni<Void> publish(SqlConnection tx, Event event, String outcome) {
        return outbox.append(tx, event)
                .invoke(() -> meters.counter("mypay_payouts", "outcome", outcome).increment());
    }
}
