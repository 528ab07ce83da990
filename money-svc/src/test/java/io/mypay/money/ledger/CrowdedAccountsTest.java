package io.mypay.money.ledger;

import static io.mypay.money.Fixture.member;
import static io.mypay.money.ledger.Asked.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many transactions that wait for the same few accounts among thousands of others. PostgreSQL looks
 * at a row again once it has waited for its lock; with statistics of so many accounts it used to
 * plan the lock as a join with an aggregate, and then every third wait ended without the row: an
 * account that was there was answered with ACCOUNT_NOT_FOUND.
 */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class CrowdedAccountsTest {
    private static final int TRANSFERS = 400;

    /** As many as have a connection each; the others would only wait for one. */
    private static final int CONCURRENTLY = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CROWD =
            """
            INSERT INTO account (name, currency)
            SELECT 'member/' || gen_random_uuid(), 'KRW'
              FROM generate_series(1, 10000)
            """;

    @Inject Fixture fixture;
    @Inject Batches batches;
    @Inject Database database;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void who_waits_for_an_account_finds_it() {
        execute(CROWD);
        execute("ANALYZE account");
        var random = new Random();
        var few =
                IntStream.range(0, 5)
                        .mapToObj(_ -> member(fixture.aMemberWith(1_000_000)))
                        .toList();

        var posted =
                Uni.join()
                        .all(
                                IntStream.range(0, TRANSFERS)
                                        .mapToObj(_ -> {
                                            int from = random.nextInt(5);
                                            int to = (from + 1 + random.nextInt(4)) % 5;
                                            var transfer = single(few.get(from), few.get(to), 1);
                                            return batches.commitInSteps(List.of(transfer));
                                        })
                                        .toList())
                        .usingConcurrencyOf(CONCURRENTLY)
                        .andCollectFailures()
                        .await()
                        .atMost(PATIENCE);

        assertThat(posted)
                .flatExtracting(Batch::results)
                .extracting(Result::outcome)
                .hasSize(TRANSFERS)
                .containsOnly(Outcome.APPLIED);
    }

    private void execute(String sql) {
        database.inTransaction(tx -> tx.query(sql).execute()).await().atMost(PATIENCE);
    }
}
