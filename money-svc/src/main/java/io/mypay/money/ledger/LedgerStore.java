package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Locks and reads what a batch touches. */
@ApplicationScoped
public class LedgerStore {
    private static final int ACCOUNTS_REMEMBERED_MAX = 100_000;

    private final Directory directory = new Directory(ACCOUNTS_REMEMBERED_MAX);

    private static final String ENTER =
            """
            SELECT pg_advisory_xact_lock_shared($1)
            """;

    /** Passes the {@link Gate}; before any account is locked. */
    Uni<Void> enter(SqlConnection tx) {
        return tx.preparedQuery(ENTER).execute(Tuple.of(Gate.KEY)).replaceWithVoid();
    }

    /** All that is known about what is mentioned, its accounts locked. Asked in one round trip. */
    Uni<Book> open(SqlConnection tx, Mentions mentions) {
        return Uni.combine()
                .all()
                .unis(
                        lock(tx, mentions.accounts(), mentions.holds()),
                        recall(tx, mentions.transfers()),
                        holds(tx, mentions.holds()))
                .with((accounts, recall, holds) ->
                        Book.of(recall.tick(), recall.known(), holds, accounts));
    }

    // All accounts of a batch at once and in the order of their ids, so that two batches wait for
    // each other but never in a circle. A hold's accounts never change, so they can be looked up
    // before they are locked. NO KEY, because nothing that refers to an account has to wait. An
    // array, never IN or a join: those are worked again for a row whose lock was waited for, and
    // with an aggregate in the plan the row is then lost. It is twice as fast besides.
    private static final String LOCK =
            """
            SELECT account_id, name, currency, posted, held, closed, entries, last_transfer_id
              FROM account
             WHERE account_id = ANY(ARRAY(SELECT unnest($1::bigint[])
                                          UNION ALL
                                          SELECT account_id FROM account WHERE name = ANY($2)
                                          UNION ALL
                                          SELECT from_account FROM hold WHERE hold_id = ANY($3)
                                          UNION ALL
                                          SELECT to_account FROM hold WHERE hold_id = ANY($3)))
             ORDER BY account_id
               FOR NO KEY UPDATE
            """;

    private Uni<List<Account>> lock(
            SqlConnection tx, Collection<AccountKey> accounts, Collection<TransferId> holds) {
        var ids = new ArrayList<Long>(accounts.size());
        var names = new ArrayList<String>();
        for (var account : accounts) {
            directory
                    .find(account)
                    .ifPresentOrElse(
                            id -> ids.add(id.value()), () -> names.add(account.name().value()));
        }
        var values = Tuple.of(ids.toArray(Long[]::new), names.toArray(String[]::new), uuids(holds));
        return tx.preparedQuery(LOCK)
                .execute(values)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(AccountStore::account)
                                .toList());
    }

    /** Finds them faster from now on. They are as they were committed. */
    void remember(Batch batch) {
        directory.remember(batch.accounts());
    }

    /** What the ledger remembers, and the batch's place in it. */
    record Recall(Tick tick, Map<TransferId, Known> known) {}

    // A statement of its own after the locks: its snapshot must see what the locks' last holders
    // wrote. Sequence and time are taken here for the same reason: they grow along each account.
    private static final String RECALL =
            """
            SELECT tick.sequence, tick.at, t.transfer_id, t.fingerprint, t.outcome, t.post_time
              FROM (SELECT nextval('transfer_sequence') AS sequence, clock_timestamp() AS at) AS tick
              LEFT JOIN transfer AS t ON t.transfer_id = ANY($1)
            """;

    Uni<Recall> recall(SqlConnection tx, Collection<TransferId> ids) {
        return tx.preparedQuery(RECALL)
                .execute(Tuple.of(uuids(ids)))
                .map(rows -> {
                    var known = new HashMap<TransferId, Known>();
                    for (var row : rows) {
                        Optional.ofNullable(row.getUUID("transfer_id"))
                                .ifPresent(id -> known.put(new TransferId(id), known(row)));
                    }
                    var first = rows.iterator().next();
                    var at = first.getOffsetDateTime("at").toInstant();
                    return new Recall(new Tick(first.getLong("sequence"), at), known);
                });
    }

    // Read after the locks too: a hold changes only under the lock of its account.
    private static final String HOLDS =
            """
            SELECT h.hold_id, payer.name AS payer, payee.name AS payee, payer.currency,
                   h.amount, h.captured, h.state, h.expire_time
              FROM hold AS h
              JOIN account AS payer ON payer.account_id = h.from_account
              JOIN account AS payee ON payee.account_id = h.to_account
             WHERE h.hold_id = ANY($1)
            """;

    private Uni<List<Hold>> holds(SqlConnection tx, Collection<TransferId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(HOLDS)
                .execute(Tuple.of(uuids(ids)))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(LedgerStore::hold)
                                .toList());
    }

    private static final String SEQUENCE =
            """
            SELECT sequence
              FROM transfer
             WHERE transfer_id = $1
            """;

    /** Where a transfer stands in the ledger; empty when it is not there. */
    Uni<Optional<Long>> sequenceOf(SqlConnection tx, TransferId id) {
        return tx.preparedQuery(SEQUENCE)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getLong("sequence"))
                                .findFirst());
    }

    // By the database's clock, the one that holds were given their time by.
    private static final String OVERDUE =
            """
            SELECT h.hold_id, t.code, t.reference
              FROM hold AS h
              JOIN transfer AS t ON t.transfer_id = h.hold_id
             WHERE h.state = 'OPEN'
               AND h.expire_time <= clock_timestamp()
             ORDER BY h.expire_time
             LIMIT $1
            """;

    /** Holds whose time is over, as the expiries that end them. */
    Uni<List<Transfer.Expiry>> overdue(SqlConnection tx, int limit) {
        return tx.preparedQuery(OVERDUE)
                .execute(Tuple.of(limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(LedgerStore::expiry)
                                .toList());
    }

    static UUID[] uuids(Collection<TransferId> ids) {
        return ids.stream().map(TransferId::value).toArray(UUID[]::new);
    }

    private static Known known(Row row) {
        return new Known(
                new Fingerprint(row.getUUID("fingerprint")),
                Outcome.valueOf(row.getString("outcome")),
                row.getOffsetDateTime("post_time").toInstant());
    }

    private static Hold hold(Row row) {
        var currency = Currency.getInstance(row.getString("currency"));
        var terms =
                new Hold.Terms(
                        new TransferId(row.getUUID("hold_id")),
                        new AccountName(row.getString("payer")),
                        new AccountName(row.getString("payee")),
                        new Money(row.getLong("amount"), currency),
                        Optional.ofNullable(row.getOffsetDateTime("expire_time"))
                                .map(OffsetDateTime::toInstant));
        var captured = new Money(row.getLong("captured"), currency);
        var state = row.getString("state");
        return switch (state) {
            case "OPEN" -> new Hold.Open(terms, captured);
            case "CAPTURED" -> new Hold.Captured(terms, captured);
            case "RELEASED" -> new Hold.Released(terms);
            case "EXPIRED" -> new Hold.Expired(terms);
            default -> throw new IllegalStateException("a hold is " + state);
        };
    }

    private static Transfer.Expiry expiry(Row row) {
        var purpose = new Purpose(Code.valueOf(row.getString("code")), row.getString("reference"));
        return Transfer.Expiry.of(new TransferId(row.getUUID("hold_id")), purpose);
    }
}
