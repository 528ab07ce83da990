package io.mypay.remittance.sending;

import io.mypay.kit.queuelog.Event;
import io.mypay.kit.sql.Database;
import io.mypay.remittance.RemittanceId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** The service's own tables, as tests put and count rows in them. */
@ApplicationScoped
class Rows {
    private final Database database;
    private final RemittanceStore store;

    Rows(Database database, RemittanceStore store) {
        this.database = database;
        this.store = store;
    }

    /** As a crash left it: nobody drives it, and it is due. */
    void abandoned(Remittance remittance) {
        write(tx -> store.insert(tx, remittance, Instant.EPOCH));
    }

    /** As its driver holds it: the sweeper will not look at it in the course of a test. */
    void driven(Remittance remittance) {
        write(tx -> store.insert(tx, remittance, Instant.now().plusSeconds(3600)));
    }

    /** As if it had been accepted long ago; it should have ended so many minutes before now. */
    void overdue(String remittanceId, int minutes) {
        write(tx ->
                tx.preparedQuery(
                                "UPDATE remittance SET final_by = date_trunc('second', now())"
                                        + " - $2 * interval '1 minute' WHERE remittance_id = $1")
                        .execute(Tuple.of(UUID.fromString(remittanceId), (double) minutes)));
    }

    void leaseEnds(RemittanceId id) {
        write(tx ->
                tx.preparedQuery(
                                "UPDATE remittance SET next_attempt_at = now() WHERE remittance_id = $1")
                        .execute(Tuple.of(id.value())));
    }

    long remittancesOf(Member member) {
        return count("remittance WHERE sender_id = $1", member.id.value());
    }

    long requestsOf(Member member) {
        return write(tx ->
                tx.preparedQuery("SELECT count(*) FROM request WHERE caller = $1")
                        .execute(Tuple.of(member.id.toString()))
                        .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** How many ends were announced. */
    long events(String remittanceId) {
        return write(tx ->
                tx.preparedQuery(
                                "SELECT count(*) FROM queue_log WHERE direction = 'OUT' AND key = $1")
                        .execute(Tuple.of(remittanceId))
                        .map(rows -> rows.iterator().next().getLong(0)));
    }

    String state(String remittanceId) {
        return write(tx ->
                tx.preparedQuery("SELECT state FROM remittance WHERE remittance_id = $1")
                        .execute(Tuple.of(UUID.fromString(remittanceId)))
                        .map(rows -> rows.iterator().next().getString(0)));
    }

    /** What became of a message that came in; empty as long as nothing has. */
    String received(Event event) {
        return write(tx ->
                tx.preparedQuery(
                                "SELECT coalesce(max(status), '') FROM queue_log"
                                        + " WHERE direction = 'IN' AND message_id = $1")
                        .execute(Tuple.of(event.messageId()))
                        .map(rows -> rows.iterator().next().getString(0)));
    }

    /** Whether the text stands in any column of any row of the table. */
    boolean contains(String table, String text) {
        return write(tx ->
                tx.preparedQuery(
                                "SELECT count(*) FROM %s AS t WHERE t::text LIKE '%%' || $1 || '%%'"
                                        .formatted(table))
                        .execute(Tuple.of(text))
                        .map(rows -> rows.iterator().next().getLong(0) > 0));
    }

    private long count(String from, UUID id) {
        return write(tx ->
                tx.preparedQuery("SELECT count(*) FROM " + from)
                        .execute(Tuple.of(id))
                        .map(rows -> rows.iterator().next().getLong(0)));
    }

    private <T> T write(Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(work).await().atMost(Duration.ofSeconds(10));
    }
}
