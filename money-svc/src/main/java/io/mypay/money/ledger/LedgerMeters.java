package io.mypay.money.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** What the ledger does, counted. The meters are looked up once: a batch has many results. */
@ApplicationScoped
public class LedgerMeters {
    private final MeterRegistry registry;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final DistributionSummary sizes;
    private final Timer batches;

    LedgerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.sizes = DistributionSummary.builder("mypay_ledger_batch_size").register(registry);
        this.batches = Timer.builder("mypay_ledger_batch").register(registry);
        for (var outcome : Outcome.values()) {
            outcomes.put(outcome, registry.counter("mypay_transfers", "outcome", outcome.name()));
        }
    }

    void watchQueue(Number transfersQueued) {
        registry.gauge("mypay_ledger_queue", transfersQueued);
    }

    /** How long the batch takes, whatever becomes of it. */
    Uni<Batch> time(Uni<Batch> batch) {
        return Uni.createFrom()
                .deferred(() -> {
                    var start = Timer.start(registry);
                    return batch.onTermination().invoke(() -> start.stop(batches));
                });
    }

    void count(Batch batch) {
        sizes.record(batch.results().size());
        batch.results().forEach(result -> outcomes.get(result.outcome()).increment());
    }
}
