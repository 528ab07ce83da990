package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.membership.login.Email;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of memberships: Panache adds them, SQL reads them and ends them. */
@ApplicationScoped
public class MembershipStore implements PanacheRepositoryBase<MembershipEntity, UUID> {
    /** In the Panache transaction around it. */
    Uni<Void> add(Member member) {
        return persist(MembershipEntity.of(member)).replaceWithVoid();
    }

    private static final String FIND =
            """
            SELECT membership_id, kind, state, name, email, address, settlement_cycle,
                   create_time, update_time, version
              FROM membership
             WHERE membership_id = ANY ($1)
            """;

    /** Those that exist, in no order. */
    Uni<List<Member>> find(SqlClient reader, List<MembershipId> ids) {
        var values = ids.stream().map(MembershipId::value).distinct().toArray(UUID[]::new);
        return reader.preparedQuery(FIND)
                .execute(Tuple.of(values))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(MembershipStore::member)
                                .toList());
    }

    // Not for those that read it: its end, and whoever else begins one, wait here.
    private static final String LOCK =
            """
            SELECT state
              FROM membership
             WHERE membership_id = $1
               FOR NO KEY UPDATE
            """;

    Uni<Optional<State>> lock(SqlConnection tx, MembershipId id) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> State.valueOf(row.getString("state")))
                                .findFirst());
    }

    // Whatever clock is behind, an update is never older than the one before.
    private static final String WITHDRAW =
            """
            UPDATE membership
               SET state = 'WITHDRAWN',
                   update_time = greatest(update_time, $2),
                   version = version + 1
             WHERE membership_id = $1
               AND state <> 'WITHDRAWN'
            """;

    /** A saga's step, hence SQL; its row is not in any session. */
    Uni<Void> withdraw(SqlConnection tx, MembershipId id, Instant now) {
        return tx.preparedQuery(WITHDRAW)
                .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    if (rows.rowCount() != 1) {
                        throw new IllegalStateException(id + " was withdrawn by nobody");
                    }
                })
                .replaceWithVoid();
    }

    private static Member member(Row row) {
        return new Member(
                new MembershipId(row.getUUID("membership_id")),
                new Profile(
                        kind(row),
                        new Name(row.getString("name")),
                        new Email(row.getString("email")),
                        AddressJson.decode(new JsonObject(row.getString("address")))),
                State.valueOf(row.getString("state")),
                time(row, "create_time"),
                time(row, "update_time"),
                row.getLong("version"));
    }

    private static Kind kind(Row row) {
        return switch (row.getString("kind")) {
            case "PERSON" -> new Kind.Person();
            case "CORPORATION" -> new Kind.Corporation();
            case "MERCHANT" ->
                    new Kind.Merchant(SettlementCycle.valueOf(row.getString("settlement_cycle")));
            case String unknown -> throw new IllegalStateException("kind " + unknown);
        };
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
