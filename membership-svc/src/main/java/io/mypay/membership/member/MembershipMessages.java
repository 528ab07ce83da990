package io.mypay.membership.member;

import com.google.type.PostalAddress;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.refusal.Refused;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.login.Email;
import io.mypay.membership.login.Password;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.CreateMembershipResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipCreated;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipWithdrawn;
import io.mypay.membership.v1.WithdrawMembershipResponse;
import java.time.Instant;
import java.util.Map;

/** Between memberships and their messages. */
final class MembershipMessages {
    private static final io.mypay.membership.v1.SettlementCycle UNSETTLED =
            io.mypay.membership.v1.SettlementCycle.SETTLEMENT_CYCLE_UNSPECIFIED;

    private MembershipMessages() {}

    static SignUp signUp(CreateMembershipRequest request) {
        return new SignUp(
                new Profile(
                        kind(request),
                        new Name(request.getName()),
                        Email.typed(request.getEmail()),
                        address(request.getAddress())),
                new Password(request.getPassword()));
    }

    static CreateMembershipResponse created(Member member) {
        return CreateMembershipResponse.newBuilder().setMembership(membership(member)).build();
    }

    /** Without personal data: events are kept and copied. */
    static MembershipCreated createdEvent(Member member) {
        return MembershipCreated.newBuilder()
                .setMembershipId(member.id().toString())
                .setKind(kind(member.profile().kind()))
                .setDistrict(member.profile().address().district())
                .setSettlementCycle(cycle(member.profile().kind()))
                .setCreateTime(Protos.proto(member.createdAt()))
                .build();
    }

    static WithdrawMembershipResponse withdrawn(Member member, WithdrawalId by) {
        return WithdrawMembershipResponse.newBuilder()
                .setMembership(membership(member))
                .setWithdrawalId(by.toString())
                .build();
    }

    static MembershipWithdrawn withdrawnEvent(Member member, Instant at) {
        return MembershipWithdrawn.newBuilder()
                .setMembershipId(member.id().toString())
                .setKind(kind(member.profile().kind()))
                .setWithdrawTime(Protos.proto(at))
                .build();
    }

    static Membership membership(Member member) {
        var profile = member.profile();
        var message =
                Membership.newBuilder()
                        .setMembershipId(member.id().toString())
                        .setKind(kind(profile.kind()))
                        .setState(state(member.state()))
                        .setName(profile.name().value())
                        .setEmail(profile.email().value())
                        .setSettlementCycle(cycle(profile.kind()))
                        .setCreateTime(Protos.proto(member.createdAt()))
                        .setUpdateTime(Protos.proto(member.updatedAt()))
                        .setEtag(Long.toString(member.version()));
        if (!profile.address().equals(Address.NONE)) {
            message.setAddress(address(profile.address()));
        }
        return message.build();
    }

    private static Kind kind(CreateMembershipRequest request) {
        return switch (request.getKind()) {
            case MEMBERSHIP_KIND_PERSON -> withoutCycle(request, new Kind.Person());
            case MEMBERSHIP_KIND_CORPORATION -> withoutCycle(request, new Kind.Corporation());
            case MEMBERSHIP_KIND_MERCHANT -> merchant(request);
            case MEMBERSHIP_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("validation lets only known kinds through");
        };
    }

    private static Kind withoutCycle(CreateMembershipRequest request, Kind kind) {
        if (request.getSettlementCycle() != UNSETTLED) {
            throw new Refused(new MembershipRefusal.SettlementCycleNotAllowed());
        }
        return kind;
    }

    private static Kind merchant(CreateMembershipRequest request) {
        return switch (request.getSettlementCycle()) {
            case SETTLEMENT_CYCLE_UNSPECIFIED, SETTLEMENT_CYCLE_DAILY ->
                    new Kind.Merchant(SettlementCycle.DAILY);
            case UNRECOGNIZED ->
                    throw new IllegalStateException("validation lets only known cycles through");
        };
    }

    private static MembershipKind kind(Kind kind) {
        return switch (kind) {
            case Kind.Person() -> MembershipKind.MEMBERSHIP_KIND_PERSON;
            case Kind.Corporation() -> MembershipKind.MEMBERSHIP_KIND_CORPORATION;
            case Kind.Merchant(var _) -> MembershipKind.MEMBERSHIP_KIND_MERCHANT;
        };
    }

    private static io.mypay.membership.v1.SettlementCycle cycle(Kind kind) {
        return switch (kind) {
            case Kind.Person(), Kind.Corporation() -> UNSETTLED;
            case Kind.Merchant(var cycle) ->
                    switch (cycle) {
                        case DAILY -> io.mypay.membership.v1.SettlementCycle.SETTLEMENT_CYCLE_DAILY;
                    };
        };
    }

    private static Membership.State state(State state) {
        return switch (state) {
            case ACTIVE -> Membership.State.STATE_ACTIVE;
            case SUSPENDED -> Membership.State.STATE_SUSPENDED;
            case WITHDRAWN -> Membership.State.STATE_WITHDRAWN;
        };
    }

    private static Address address(PostalAddress message) {
        var parts =
                Map.of(
                        "region_code",
                        message.getRegionCode(),
                        "language_code",
                        message.getLanguageCode(),
                        "postal_code",
                        message.getPostalCode(),
                        "sorting_code",
                        message.getSortingCode(),
                        "administrative_area",
                        message.getAdministrativeArea(),
                        "locality",
                        message.getLocality(),
                        Address.DISTRICT,
                        message.getSublocality(),
                        "organization",
                        message.getOrganization());
        return new Address(parts, message.getAddressLinesList(), message.getRecipientsList());
    }

    private static PostalAddress address(Address address) {
        return PostalAddress.newBuilder()
                .setRegionCode(address.part("region_code"))
                .setLanguageCode(address.part("language_code"))
                .setPostalCode(address.part("postal_code"))
                .setSortingCode(address.part("sorting_code"))
                .setAdministrativeArea(address.part("administrative_area"))
                .setLocality(address.part("locality"))
                .setSublocality(address.district())
                .setOrganization(address.part("organization"))
                .addAllAddressLines(address.lines())
                .addAllRecipients(address.recipients())
                .build();
    }
}
