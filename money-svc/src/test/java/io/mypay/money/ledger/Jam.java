package io.mypay.money.ledger;

import static org.awaitility.Awaitility.await;

import io.mypay.kit.sql.Database;
import io.mypay.money.Fixture;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Holds an account, so that the batch that touches it stands and the calls behind it queue. */
final class Jam implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Fixture fixture;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    private Jam(Fixture fixture, Database database, String account) {
        this.fixture = fixture;
        var locked = new CompletableFuture<Void>();
        this.ended =
                database.inTransaction(tx ->
                                tx.preparedQuery(
                                                "SELECT FROM account WHERE name = $1 FOR"
                                                        + " UPDATE")
                                        .execute(Tuple.of(account))
                                        .invoke(() -> locked.complete(null))
                                        .chain(() -> Uni.createFrom().completionStage(end)))
                        .subscribeAsCompletionStage();
        locked.join();
    }

    static Jam on(String account, Fixture fixture, Database database) {
        return new Jam(fixture, database, account);
    }

    /** Until a batch stands before the account. */
    void awaitStanding() {
        await().atMost(PATIENCE)
                .until(() ->
                        fixture.number(
                                        """
                                        SELECT count(*) FROM pg_stat_activity
                                         WHERE wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'
                                        """)
                                > 0);
    }

    void end() {
        end.complete(null);
        ended.join();
    }

    @Override
    public void close() {
        end();
    }
}
