package io.mypay.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.bench.baseline.Baseline.Place;
import io.mypay.bench.baseline.Baseline.Traffic;
import io.mypay.stack.LocalPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both clients against a real PostgreSQL: that they do the work, not how fast. */
final class BaselineTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir Path folder;

    @Test
    void whoever_runs_it_moves_money_and_keeps_the_books() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.temporary().start()) {
            postgres.createDatabase("bench", "bench", "secret");
            Place place =
                    new Place(
                            postgres.jdbcUrl("bench"),
                            "localhost",
                            postgres.port(),
                            "bench",
                            "bench",
                            "secret");
            Baseline.prepare(place);
            assertThat(Baseline.isConserved(place)).as("before anything moved").isTrue();
            assertRuns(new BuiltIn(place), place);
            Optional<Pgbench> pgbench = Pgbench.find(place, folder);
            if (pgbench.isPresent()) {
                assertRuns(pgbench.get(), place);
            }
        }
    }

    private static void assertRuns(Baseline baseline, Place place) throws Exception {
        for (Traffic traffic : Traffic.values()) {
            assertThat(baseline.run(traffic, 4, SHORT)).as(baseline.name()).isPositive();
        }
        assertThat(Baseline.isConserved(place)).as(baseline.name()).isTrue();
    }
}
