package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.membership.login.Email;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of memberships: Panache writes them, the reader's SQL reads them. */
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
