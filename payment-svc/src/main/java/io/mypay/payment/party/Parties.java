package io.mypay.payment.party;

import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Refused;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.BatchGetMembershipsResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MutinyMembershipServiceGrpc.MutinyMembershipServiceStub;
import io.mypay.payment.PaymentRefusal;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Asks membership who may pay and be paid. */
@ApplicationScoped
public class Parties {
    private final MutinyMembershipServiceStub memberships;

    Parties(@GrpcClient("membership") MutinyMembershipServiceStub memberships) {
        this.memberships = memberships;
    }

    /** Refuses a payer who may not pay, and whoever is no merchant that may be paid. */
    public Uni<Void> check(MembershipId member, MembershipId merchant) {
        return ask(List.of(member, merchant))
                .invoke(found -> checkMember(member, find(found, member)))
                .invoke(found -> checkMerchant(merchant, find(found, merchant)))
                .replaceWithVoid();
    }

    /** Refuses whoever is no merchant; a suspended one keeps its terms and may get new ones. */
    public Uni<Void> requireMerchant(MembershipId merchant) {
        return ask(List.of(merchant))
                .invoke(found -> merchant(merchant, find(found, merchant)))
                .replaceWithVoid();
    }

    private Uni<BatchGetMembershipsResponse> ask(List<MembershipId> ids) {
        var request =
                BatchGetMembershipsRequest.newBuilder()
                        .addAllMembershipIds(ids.stream().map(MembershipId::toString).toList())
                        .build();
        return Neighbour.call("membership", () -> memberships.batchGetMemberships(request));
    }

    private static void checkMember(MembershipId id, Optional<Membership> member) {
        if (!member.map(Parties::isActive).orElse(false)) {
            throw new Refused(new PaymentRefusal.MembershipNotActive(id.toString()));
        }
        if (isMerchant(member.orElseThrow())) {
            throw new Refused(new PaymentRefusal.NotAMember(id.toString()));
        }
    }

    private static void checkMerchant(MembershipId id, Optional<Membership> found) {
        if (!isActive(merchant(id, found))) {
            throw new Refused(new PaymentRefusal.MembershipNotActive(id.toString()));
        }
    }

    private static Membership merchant(MembershipId id, Optional<Membership> found) {
        var merchant =
                found.orElseThrow(
                        () -> new Refused(new PaymentRefusal.MerchantNotFound(id.toString())));
        if (!isMerchant(merchant)) {
            throw new Refused(new PaymentRefusal.NotAMerchant(id.toString()));
        }
        return merchant;
    }

    private static boolean isActive(Membership membership) {
        return membership.getState() == Membership.State.STATE_ACTIVE;
    }

    private static boolean isMerchant(Membership membership) {
        return membership.getKind() == MembershipKind.MEMBERSHIP_KIND_MERCHANT;
    }

    private static Optional<Membership> find(BatchGetMembershipsResponse found, MembershipId id) {
        return found.getMembershipsList().stream()
                .filter(membership -> membership.getMembershipId().equals(id.toString()))
                .findFirst();
    }
}
