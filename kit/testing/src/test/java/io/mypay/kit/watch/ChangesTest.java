package io.mypay.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ChangesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject Database database;
    @Inject Changes changes;

    @Test
    void a_watcher_sees_the_state_now_and_each_change_until_the_final_one() {
        var job = aJob("OPEN");
        var watcher = watch(job);

        watcher.awaitItems(1, PATIENCE).assertItems("OPEN");
        set(job, "HALF_DONE");
        watcher.awaitItems(2, PATIENCE).assertItems("OPEN", "HALF_DONE");
        set(job, "DONE");
        watcher.awaitCompletion(PATIENCE).assertItems("OPEN", "HALF_DONE", "DONE");
    }

    @Test
    void a_change_that_leaves_the_state_as_it_was_is_not_sent_again() {
        var job = aJob("OPEN");
        var watcher = watch(job);
        watcher.awaitItems(1, PATIENCE);

        set(job, "OPEN");
        set(job, "DONE");

        watcher.awaitCompletion(PATIENCE).assertItems("OPEN", "DONE");
    }

    @Test
    void a_final_state_ends_the_watch_at_once() {
        watch(aJob("DONE")).awaitCompletion(PATIENCE).assertItems("DONE");
    }

    @Test
    void a_change_arrives_much_sooner_than_the_safety_read() {
        var job = aJob("OPEN");
        var watcher = watch(job);
        watcher.awaitItems(1, PATIENCE);

        set(job, "DONE");

        await().atMost(Duration.ofSeconds(2)).until(watcher::hasCompleted);
        assertThat(watcher.getItems()).containsExactly("OPEN", "DONE");
    }

    private AssertSubscriber<String> watch(UUID job) {
        return changes.watch(job.toString(), () -> state(job), "DONE"::equals)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private Uni<String> state(UUID job) {
        return database.read(client ->
                client.preparedQuery("SELECT state FROM job WHERE job_id = $1")
                        .execute(Tuple.of(job))
                        .map(rows -> rows.iterator().next().getString(0)));
    }

    private UUID aJob(String state) {
        var id = UUID.randomUUID();
        execute("INSERT INTO job (job_id, state) VALUES ($1, $2)", Tuple.of(id, state));
        return id;
    }

    private void set(UUID job, String state) {
        execute("UPDATE job SET state = $2 WHERE job_id = $1", Tuple.of(job, state));
    }

    private void execute(String sql, Tuple values) {
        database.inTransaction(tx -> tx.preparedQuery(sql).execute(values))
                .await()
                .atMost(PATIENCE);
    }
}
