package io.mypay.payment.refund;

import io.mypay.kit.sweep.Sweeper;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finishes refunds that a crash or an outage left reserved. */
@ApplicationScoped
class RefundSweeps {
    private final Sweeper sweeper;
    private final RefundStore store;
    private final Completions completions;

    RefundSweeps(Sweeper sweeper, RefundStore store, Completions completions) {
        this.sweeper = sweeper;
        this.store = store;
        this.completions = completions;
    }

    @Scheduled(every = "1s")
    Uni<Void> takeUp() {
        return sweeper.run("refund", store::claim, completions::complete);
    }
}
