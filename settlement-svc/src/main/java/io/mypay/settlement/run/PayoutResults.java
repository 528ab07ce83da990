package io.mypay.settlement.run;

import io.mypay.settlement.merchant.PayoutOutcome;
import io.mypay.settlement.merchant.PayoutOutcomes;
import io.mypay.settlement.merchant.RunId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** Applies what the bank did to the settlement, and completes the run with the last one. */
@ApplicationScoped
public class PayoutResults {
    private final PayoutOutcomes outcomes;
    private final RunSteps steps;
    private final InstantSource clock;

    PayoutResults(PayoutOutcomes outcomes, RunSteps steps, InstantSource clock) {
        this.outcomes = outcomes;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * In one transaction. The last two payouts of a run may end at once; the run's row lock makes
     * the second see the first.
     */
    public Uni<Void> take(SqlConnection tx, PayoutOutcome outcome) {
        return outcomes.conclude(tx, outcome, clock.instant())
                .chain(run -> run.isEmpty() ? nothing() : step(tx, run))
                .replaceWithVoid();
    }

    private Uni<Boolean> step(SqlConnection tx, Optional<RunId> run) {
        return steps.step(tx, run.orElseThrow());
    }

    private static Uni<Boolean> nothing() {
        return Uni.createFrom().item(false);
    }
}
