package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Random work in PostgreSQL, several calls at a time, and on a model that knows nothing of it. The
 * log names the seed; the workload is the same for the same seed.
 */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerWorkloadTest {
    private static final Logger LOG = Logger.getLogger(LedgerWorkloadTest.class);
    private static final int STEPS = 30;
    private static final int CALLS = 8;

    @Inject Fixture fixture;
    @Inject Batcher batcher;

    private final Model model = new Model();

    @Test
    void the_ledger_decides_as_the_model_does_and_is_proven_after_every_step() {
        var seed = new Random().nextLong();
        LOG.infof("seed %d", seed);
        var workload = Workload.lasting(seed, Fixture.anId().toString());
        workload.open().forEach(this::open);
        open(workload.closed());
        model.closed.add(workload.closed());
        fixture.change("UPDATE account SET closed = true WHERE name = $1", workload.closed());

        for (int step = 0; step < STEPS; step++) {
            var calls = Stream.generate(workload::batch).limit(CALLS).toList();
            var answers =
                    calls.stream()
                            .map(call -> batcher.post(call).subscribeAsCompletionStage())
                            .toList();

            for (int i = 0; i < CALLS; i++) {
                var results =
                        answers.get(i).orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
                assertThat(results.stream().map(LedgerWorkloadTest::outcomes))
                        .as("seed %d, step %d, call %d", seed, step, i)
                        .containsExactlyElementsOf(model.post(calls.get(i), Instant.now()));
            }
            workload.open().forEach(this::assertSame);
            fixture.assertProven();
        }
    }

    private void open(String name) {
        fixture.open(new AccountName(name));
        model.open(name);
    }

    private void assertSame(String name) {
        assertThat(Fixture.posted(name)).isEqualTo(model.state.posted().get(name).longValueExact());
        assertThat(Fixture.held(name)).isEqualTo(model.state.held().get(name).longValueExact());
    }

    private static List<Outcome> outcomes(Result result) {
        return Stream.concat(Stream.of(result.outcome()), result.first().stream()).toList();
    }
}
