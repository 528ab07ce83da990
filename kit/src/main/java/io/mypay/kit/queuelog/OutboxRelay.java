package io.mypay.kit.queuelog;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.sweep.OneAtATime;
import io.mypay.kit.watch.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Publishes what the outbox holds: in order per key, at least once, on every instance without two
 * of them publishing the same row. PostgreSQL wakes it for each new row; the slow tick is for rows
 * whose pause or lease is over.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final int BATCH = 200;

    /**
     * What an instance had claimed when it was killed waits for this long, and the saga it belongs
     * to with it; so it is hardly longer than the longest delivery. Whoever outlives it publishes a
     * duplicate at worst, which consumers skip.
     */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** No row is begun later than this after the claim: its delivery must end within the lease. */
    static final Duration BEGIN_WITHIN = Duration.ofSeconds(5);

    private final Database database;
    private final RelayStore store;
    private final Publisher publisher;
    private final MessageLog log;
    private final Notifications notifications;
    private final OneAtATime relay;

    OutboxRelay(
            Database database,
            RelayStore store,
            Publisher publisher,
            MessageLog log,
            Notifications notifications,
            Background background) {
        this.database = database;
        this.store = store;
        this.publisher = publisher;
        this.log = log;
        this.notifications = notifications;
        this.relay = new OneAtATime("outbox relay", background, this::publishAll);
    }

    void start(@Observes StartupEvent event) {
        notifications.onQueueLog(relay::wake);
    }

    @Scheduled(every = "2s", delayed = "1s")
    void tick() {
        relay.wake();
    }

    /**
     * Until nothing is due; a batch of which nothing arrived ends it, so an outage is not hammered.
     */
    private Uni<Void> publishAll() {
        return Uni.createFrom()
                .deferred(this::publishBatch)
                .repeat()
                .whilst(Progress.MADE::equals)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Progress> publishBatch() {
        return database.inTransaction(tx -> store.claim(tx, BATCH, LEASE))
                .chain(rows -> rows.isEmpty() ? none() : publish(rows));
    }

    private static Uni<Progress> none() {
        return Uni.createFrom().item(Progress.NONE);
    }

    private Uni<Progress> publish(List<UnsentRow> rows) {
        var latestBegin = System.nanoTime() + BEGIN_WITHIN.toNanos();
        return Multi.createFrom()
                .iterable(byKey(rows))
                .onItem()
                .transformToMulti(key -> publishInOrder(key, latestBegin))
                .merge(BATCH)
                .collect()
                .asList()
                .call(sendings -> settle(rows, sendings))
                .map(OutboxRelay::progress);
    }

    private static Collection<List<UnsentRow>> byKey(List<UnsentRow> rows) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                row -> new Order(row.message().topic(), row.message().key()),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    /** One after another; after a failure the younger ones of the key are left alone. */
    private Multi<Sending> publishInOrder(List<UnsentRow> rows, long latestBegin) {
        var stopped = new boolean[1];
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row ->
                        stopped[0] || System.nanoTime() > latestBegin
                                ? Uni.createFrom().nullItem()
                                : publish(row).invoke(s -> stopped[0] = !s.isPublished()));
    }

    private Uni<Sending> publish(UnsentRow row) {
        var started = System.nanoTime();
        return publisher.publish(row).invoke(sending -> log.produced(sending, started));
    }

    private Uni<Void> settle(List<UnsentRow> rows, List<Sending> sendings) {
        var tried = sendings.stream().map(sending -> sending.row().message().messageId()).toList();
        var untried =
                rows.stream()
                        .map(row -> row.message().messageId())
                        .filter(id -> !tried.contains(id))
                        .toList();
        var published = sendings.stream().filter(Sending::isPublished).toList();
        var failed = sendings.stream().filter(Sending::isToBeRepeated).toList();
        var dead = sendings.stream().filter(Sending::isDeadly).toList();
        return database.inTransaction(tx ->
                        store.done(tx, published)
                                .chain(() -> store.failed(tx, failed))
                                .chain(() -> store.dead(tx, dead))
                                .chain(() -> store.release(tx, untried)))
                .invoke(() -> dead.forEach(log::dead));
    }

    private static Progress progress(List<Sending> sendings) {
        return sendings.stream().anyMatch(Sending::isPublished) ? Progress.MADE : Progress.NONE;
    }

    private enum Progress {
        MADE,
        NONE
    }

    private record Order(String topic, String key) {}
}
