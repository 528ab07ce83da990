package io.mypay.membership.member;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A membership's row. */
@Entity
@Table(name = "membership")
public class MembershipEntity extends PanacheEntityBase {
    @Id
    @Column(name = "membership_id")
    UUID membershipId;

    String kind;
    String state;
    String name;
    String email;
    String address;

    @Column(name = "settlement_cycle")
    String settlementCycle;

    @Column(name = "create_time")
    Instant createTime;

    @Column(name = "update_time")
    Instant updateTime;

    @Version Long version;

    static MembershipEntity of(Member member) {
        var row = new MembershipEntity();
        row.membershipId = member.id().value();
        row.setKind(member.profile().kind());
        row.state = member.state().name();
        row.name = member.profile().name().value();
        row.email = member.profile().email().value();
        row.address = AddressJson.encode(member.profile().address()).encode();
        row.createTime = member.createdAt();
        row.updateTime = member.updatedAt();
        return row;
    }

    private void setKind(Kind value) {
        switch (value) {
            case Kind.Person() -> kind = "PERSON";
            case Kind.Corporation() -> kind = "CORPORATION";
            case Kind.Merchant(var cycle) -> {
                kind = "MERCHANT";
                settlementCycle = cycle.name();
            }
        }
    }
}
