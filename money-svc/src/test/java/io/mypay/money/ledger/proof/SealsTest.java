package io.mypay.money.ledger.proof;

import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.ledger.Gate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class SealsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SEALED_TWICE_OR_NEVER =
            """
            SELECT count(*)
              FROM transfer AS t
             WHERE t.sequence <= (SELECT max(last_sequence) FROM seal)
               AND 1 <> (SELECT count(*)
                           FROM seal AS s
                          WHERE t.sequence BETWEEN s.first_sequence AND s.last_sequence)
            """;

    @Inject Fixture fixture;
    @Inject Seals seals;
    @Inject Sealing sealing;
    @Inject SealStore store;
    @Inject Database database;
    @Inject MeterRegistry meters;

    @Test
    void each_transfer_is_in_one_block_whoever_seals_while_others_write() throws Exception {
        var payer = member(fixture.aMemberWith(100_000));
        var payee = member(fixture.aMember());
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 60; i++) {
            calls.add(() -> post(single(payer, payee, 1)).isEmpty());
            calls.add(() -> {
                sealing.some();
                return true;
            });
        }

        assertThat(AtOnce.call(calls).errors()).isEmpty();
        sealing.all();

        assertThat(fixture.number(SEALED_TWICE_OR_NEVER)).isZero();
        assertThat(fixture.number("SELECT sum(transfers) FROM seal"))
                .isEqualTo(fixture.count("transfer"));
        assertThat(
                        fixture.number(
                                """
                                SELECT count(*)
                                  FROM (SELECT first_sequence - lag(last_sequence) OVER (ORDER BY block) AS step,
                                               block - lag(block) OVER (ORDER BY block) AS number
                                          FROM seal) AS chain
                                 WHERE step <= 0
                                    OR number <> 1
                                """))
                .isZero();
    }

    @Test
    void what_is_still_being_posted_is_waited_for_only_a_moment() {
        var payer = member(fixture.aMemberWith(100));
        sealing.all();
        post(single(payer, "commission", 1));
        var end = new CompletableFuture<Boolean>();
        var started = new CompletableFuture<Boolean>();
        var posting =
                database.inTransaction(tx ->
                                tx.preparedQuery("SELECT pg_advisory_xact_lock_shared($1)")
                                        .execute(Tuple.of(Gate.KEY))
                                        .invoke(_ -> started.complete(true))
                                        .chain(() -> Uni.createFrom().completionStage(end)))
                        .subscribeAsCompletionStage();
        started.join();

        var horizon = database.inTransaction(tx -> store.horizon(tx, Gate.KEY));

        assertThat(horizon.await().atMost(Duration.ofSeconds(2))).isEmpty();
        end.complete(true);
        posting.join();
        assertThat(horizon.await().atMost(Duration.ofSeconds(2))).isPresent();
    }

    @Test
    void a_horizon_reaches_all_that_was_posted_and_nothing_that_follows() {
        var payer = member(fixture.aMemberWith(100));
        post(single(payer, "commission", 1));
        var before = fixture.number("SELECT max(sequence) FROM transfer");

        var horizon =
                database.inTransaction(tx -> store.horizon(tx, Gate.KEY))
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow();
        var next = single(payer, "commission", 1);
        post(next);

        assertThat(horizon).isGreaterThanOrEqualTo(before);
        assertThat(
                        fixture.number(
                                "SELECT sequence FROM transfer WHERE transfer_id = $1::text::uuid",
                                next.getTransferId()))
                .isGreaterThan(horizon);
    }

    @Test
    void the_index_in_order_finds_what_is_to_be_sealed() {
        var plan =
                database.inTransaction(tx ->
                                store.plan(tx)
                                        .chain(() ->
                                                tx.query(
                                                                """
                                                                EXPLAIN
                                                                 SELECT max(transfer_digest(t))
                                                                   FROM transfer AS t
                                                                  WHERE sequence > 1000
                                                                    AND sequence <= 2000
                                                                """)
                                                        .execute()))
                        .await()
                        .atMost(PATIENCE);
        var text = new StringBuilder();
        plan.forEach(row -> text.append(row.getString(0)).append('\n'));

        assertThat(text.toString())
                .contains("Bitmap Index Scan on transfer_default_sequence_idx")
                .doesNotContain("Seq Scan");
    }

    @Test
    void meters_tell_how_much_is_sealed_and_what_is_left() {
        var payer = member(fixture.aMemberWith(100));
        post(single(payer, "commission", 1));
        sealing.all();
        seals.measure().await().atMost(PATIENCE);

        assertThat(meters.get("mypay_ledger_sealed").counter().count()).isPositive();
        assertThat(meters.get("mypay_ledger_sealed_lag").gauge().value()).isLessThan(10_000);
    }
}
