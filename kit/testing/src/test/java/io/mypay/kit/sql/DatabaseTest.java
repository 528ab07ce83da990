package io.mypay.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@Timeout(30)
class DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Database database;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    @Test
    void a_broken_unique_constraint_is_named() {
        var job = aJob();

        assertThatThrownBy(() -> run(tx -> insert(tx, job)))
                .isInstanceOfSatisfying(
                        UniqueViolation.class,
                        violation -> assertThat(violation.constraint()).isEqualTo("job_pkey"));
    }

    @Test
    void the_victim_of_a_deadlock_is_run_again() {
        var first = aJob();
        var second = aJob();
        var runs = new AtomicInteger();
        var bothHoldOne = new Meeting(2);

        var one = transaction(tx -> runs.incrementAndGet(), first, second, bothHoldOne);
        var other = transaction(tx -> runs.incrementAndGet(), second, first, bothHoldOne);

        one.join();
        other.join();
        // The victim may take its row again before the other has, and be a victim once more.
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void whoever_finds_no_free_connection_is_refused_soon() {
        var mayEnd = new CompletableFuture<Void>();
        var taken = new CountDownLatch(connections);
        var holders =
                IntStream.range(0, connections)
                        .mapToObj(_ ->
                                database.<Void>inTransaction(
                                                _ -> {
                                                    taken.countDown();
                                                    return Uni.createFrom().completionStage(mayEnd);
                                                })
                                        .subscribeAsCompletionStage())
                        .toList();
        await(taken);

        var refused = catchThrowableOfType(Refused.class, this::aJob);

        mayEnd.complete(null);
        holders.forEach(CompletableFuture::join);
        assertThat(refused.refusal()).isEqualTo(new Common.StorageUnavailable());
        assertThat(aJob()).isNotNull();
    }

    @Test
    void what_two_trips_write_is_there_together() {
        var job = aJob();

        var attempts =
                inTwoTrips(tx -> attempts(tx, job), tx -> List.of(touch(tx, job), touch(tx, job)));

        assertThat(attempts).isZero();
        int committed = run(tx -> attempts(tx, job));
        assertThat(committed).isEqualTo(2);
    }

    @Test
    void nothing_of_two_trips_is_there_when_one_statement_fails() {
        var job = aJob();

        assertThatThrownBy(() ->
                        inTwoTrips(
                                tx -> attempts(tx, job),
                                tx -> List.of(touch(tx, job), insert(tx, job), touch(tx, job))))
                .isInstanceOfSatisfying(
                        UniqueViolation.class,
                        violation -> assertThat(violation.constraint()).isEqualTo("job_pkey"));

        int committed = run(tx -> attempts(tx, job));
        assertThat(committed).isZero();
    }

    @Test
    void two_trips_that_fail_on_the_first_leave_no_transaction_behind() {
        for (int i = 0; i <= connections; i++) {
            assertThatThrownBy(() ->
                            inTwoTrips(
                                    tx -> tx.query("SELECT 1 / 0").execute().replaceWithVoid(),
                                    _ -> List.of()))
                    .hasMessageContaining("division by zero");
        }

        assertThat(aJob()).isNotNull();
    }

    private <T> T inTwoTrips(
            Function<SqlConnection, Uni<T>> read, Function<SqlConnection, List<Uni<Void>>> write) {
        return database.inTwoTrips(read, (tx, _) -> write.apply(tx)).await().atMost(PATIENCE);
    }

    private static Uni<Integer> attempts(SqlConnection tx, UUID job) {
        return tx.preparedQuery("SELECT attempts FROM job WHERE job_id = $1")
                .execute(Tuple.of(job))
                .map(rows -> rows.iterator().next().getInteger("attempts"));
    }

    private CompletableFuture<Void> transaction(
            java.util.function.Consumer<SqlConnection> begun,
            UUID firstRow,
            UUID secondRow,
            Meeting meeting) {
        return database.inTransaction(
                        tx -> {
                            begun.accept(tx);
                            return touch(tx, firstRow)
                                    .call(meeting::arrive)
                                    .chain(() -> touch(tx, secondRow));
                        })
                .subscribeAsCompletionStage();
    }

    /** Goes on when everybody has been there once. */
    private static final class Meeting {
        private final AtomicInteger missing;
        private final CompletableFuture<Void> complete = new CompletableFuture<>();

        Meeting(int expected) {
            this.missing = new AtomicInteger(expected);
        }

        Uni<Void> arrive() {
            if (missing.decrementAndGet() == 0) {
                complete.complete(null);
            }
            return Uni.createFrom().completionStage(complete.copy());
        }
    }

    private static Uni<Void> touch(SqlConnection tx, UUID job) {
        return tx.preparedQuery("UPDATE job SET attempts = attempts + 1 WHERE job_id = $1")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    private UUID aJob() {
        var id = UUID.randomUUID();
        run(tx -> insert(tx, id));
        return id;
    }

    private static Uni<Void> insert(SqlConnection tx, UUID job) {
        return tx.preparedQuery("INSERT INTO job (job_id, state) VALUES ($1, 'IDLE')")
                .execute(Tuple.of(job))
                .replaceWithVoid();
    }

    private <T> T run(Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(work).await().atMost(PATIENCE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
