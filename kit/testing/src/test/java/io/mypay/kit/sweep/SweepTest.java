package io.mypay.kit.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@Timeout(30)
class SweepTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject Database database;
    @Inject Sweeper sweeper;
    @Inject Background background;
    @Inject MeterRegistry meters;
    @Inject Scheduler scheduler;
    @Inject Vertx vertx;

    private final ConcurrentLinkedQueue<UUID> worked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void noJobs() {
        execute("DELETE FROM job", Tuple.tuple());
    }

    @Test
    void a_due_row_is_worked_once_while_its_lease_lasts() {
        var job = aJob();

        sweep("once", this::work);
        sweep("once", this::work);

        assertThat(worked).containsExactly(job);
    }

    @Test
    void a_failing_row_does_not_stop_the_others_and_comes_back_when_its_pause_is_over() {
        var failing = aJob();
        var sound = aJob();

        sweep("failing", id -> id.equals(failing) ? fail() : work(id));
        assertThat(worked).containsExactly(sound);

        execute("UPDATE job SET next_attempt_at = now() WHERE job_id = $1", Tuple.of(failing));
        sweep("failing", this::work);
        assertThat(worked).containsExactly(sound, failing);
    }

    @Test
    void a_claim_that_fails_does_not_stop_the_sweep_for_ever() {
        var job = aJob();

        sweeper.<UUID>run(
                        "broken",
                        (_, _) -> Uni.createFrom().failure(new IllegalStateException("broken")),
                        this::work)
                .await()
                .atMost(PATIENCE);
        sweep("broken", this::work);

        assertThat(worked).containsExactly(job);
    }

    @Test
    void two_runs_of_one_sweep_never_overlap_in_an_instance() {
        aJob();
        var begun = new CompletableFuture<Void>();
        var mayEnd = new CompletableFuture<Void>();
        var first =
                sweeper.run(
                                "alone",
                                SweepTest::claim,
                                id -> {
                                    begun.complete(null);
                                    return Uni.createFrom()
                                            .completionStage(mayEnd)
                                            .chain(() -> work(id));
                                })
                        .subscribeAsCompletionStage();
        begun.join();
        var late = aJob();

        sweep("alone", this::work);
        assertThat(worked).isEmpty();

        mayEnd.complete(null);
        first.join();
        sweep("alone", this::work);
        assertThat(worked).hasSize(2).contains(late);
    }

    @Test
    void two_instances_work_each_due_row_once() {
        var jobs = Stream.generate(this::aJob).limit(120).toList();
        var other = new Sweeper(database, meters, scheduler, new Leaving(Duration.ZERO));

        for (int round = 0; round < 3; round++) {
            Uni.join()
                    .all(
                            sweeper.run("both", SweepTest::claim, this::work),
                            other.run("both", SweepTest::claim, this::work))
                    .andCollectFailures()
                    .await()
                    .atMost(PATIENCE);
        }

        assertThat(worked).hasSize(120).doesNotHaveDuplicates().containsAll(jobs);
    }

    @Test
    void a_process_that_is_leaving_claims_and_begins_nothing_new() {
        var leaving = new Leaving(Duration.ZERO);
        var ending = new Sweeper(database, meters, scheduler, leaving);
        var job = new OneAtATime("job", new Background(vertx, leaving), () -> work(aJob()));
        var due = aJob();
        leaving.begin(new ShutdownDelayInitiatedEvent());

        ending.run("ending", SweepTest::claim, this::work).await().atMost(PATIENCE);
        job.wake().await().atMost(PATIENCE);
        assertThat(worked).isEmpty();

        sweep("ending", this::work);
        assertThat(worked).containsExactly(due);
    }

    @Test
    void a_process_that_is_leaving_waits_for_what_it_has_begun() throws InterruptedException {
        var leaving = new Leaving(Duration.ZERO);
        var ending = new Background(vertx, leaving);
        var mayEnd = new CompletableFuture<Void>();
        var id = UUID.randomUUID();
        var result =
                ending.detach(
                        "work",
                        () -> Uni.createFrom().completionStage(mayEnd).chain(() -> work(id)));
        leaving.begin(new ShutdownDelayInitiatedEvent());
        vertx.setTimer(200, _ -> mayEnd.complete(null));

        ending.stop(new ShutdownEvent());

        assertThat(worked).containsExactly(id);
        result.await().atMost(PATIENCE);
    }

    @Test
    void detached_work_goes_on_when_its_caller_has_left() {
        var mayEnd = new CompletableFuture<Void>();
        var id = UUID.randomUUID();
        var caller =
                background
                        .detach(
                                "work",
                                () ->
                                        Uni.createFrom()
                                                .completionStage(mayEnd)
                                                .chain(() -> work(id)))
                        .subscribe()
                        .with(_ -> {});

        caller.cancel();
        mayEnd.complete(null);

        await().atMost(PATIENCE).until(() -> worked.contains(id));
    }

    @Test
    void detached_work_gives_its_result_to_a_caller_who_stays() {
        assertThat(
                        background
                                .detach("work", () -> Uni.createFrom().item("done"))
                                .await()
                                .atMost(PATIENCE))
                .isEqualTo("done");
    }

    @Test
    void a_wake_up_during_a_run_is_not_lost() {
        var mayEnd = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Void>();
        var job =
                new OneAtATime(
                        "job",
                        background,
                        () -> {
                            begun.complete(null);
                            return Uni.createFrom()
                                    .completionStage(mayEnd)
                                    .chain(() -> work(UUID.randomUUID()));
                        });

        job.wake();
        begun.join();
        job.wake();
        job.wake();
        mayEnd.complete(null);

        await().atMost(PATIENCE).until(() -> worked.size() == 2);
    }

    @Test
    void a_run_that_failed_while_somebody_knocked_can_be_woken_again() {
        var mayFail = new CompletableFuture<Void>();
        var begun = new CompletableFuture<Void>();
        var job =
                new OneAtATime(
                        "job",
                        background,
                        () -> {
                            if (!begun.complete(null)) {
                                return work(UUID.randomUUID());
                            }
                            return Uni.createFrom().completionStage(mayFail).chain(SweepTest::fail);
                        });

        job.wake();
        begun.join();
        job.wake();
        mayFail.complete(null);

        await().atMost(PATIENCE)
                .until(() -> {
                    job.wake();
                    return !worked.isEmpty();
                });
    }

    private void sweep(String name, java.util.function.Function<UUID, Uni<Void>> work) {
        sweeper.run(name, SweepTest::claim, work).await().atMost(PATIENCE);
    }

    private Uni<Void> work(UUID id) {
        return Uni.createFrom().voidItem().invoke(() -> worked.add(id));
    }

    private static Uni<Void> fail() {
        return Uni.createFrom().failure(new IllegalStateException("not today"));
    }

    private static final String CLAIM =
            """
            UPDATE job
               SET attempts = attempts + 1,
                   next_attempt_at = $1::timestamptz + backoff(attempts, $2 * interval '1 second')
             WHERE job_id IN (
                       SELECT job_id
                         FROM job
                        WHERE state = 'OPEN'
                          AND next_attempt_at <= now()
                        ORDER BY next_attempt_at
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED)
            RETURNING job_id
            """;

    private static Uni<List<UUID>> claim(SqlConnection tx, Lease lease) {
        var now = lease.now().atOffset(java.time.ZoneOffset.UTC);
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(now, lease.length().toSeconds(), lease.limit()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getUUID(0))
                                .toList());
    }

    private UUID aJob() {
        var id = UUID.randomUUID();
        execute("INSERT INTO job (job_id, state) VALUES ($1, 'OPEN')", Tuple.of(id));
        return id;
    }

    private void execute(String sql, Tuple values) {
        database.inTransaction(tx -> tx.preparedQuery(sql).execute(values))
                .await()
                .atMost(PATIENCE);
    }
}
