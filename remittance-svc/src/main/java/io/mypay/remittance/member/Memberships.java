package io.mypay.remittance.member;

import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Refused;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.BatchGetMembershipsResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MutinyMembershipServiceGrpc.MutinyMembershipServiceStub;
import io.mypay.remittance.RemittanceRefusal;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks membership who may send and receive. */
@ApplicationScoped
public class Memberships {
    private final MutinyMembershipServiceStub memberships;

    Memberships(@GrpcClient("membership") MutinyMembershipServiceStub memberships) {
        this.memberships = memberships;
    }

    /** Refuses a sender who may not send; the recipient, where it is a member, may not receive. */
    public Uni<Void> check(MembershipId sender, Optional<MembershipId> recipient) {
        var request = BatchGetMembershipsRequest.newBuilder().addMembershipIds(sender.toString());
        recipient.map(MembershipId::toString).ifPresent(request::addMembershipIds);
        return Neighbour.call("membership", () -> memberships.batchGetMemberships(request.build()))
                .invoke(found -> checkSender(sender, find(found, sender)))
                .invoke(found -> recipient.ifPresent(id -> checkRecipient(id, find(found, id))))
                .replaceWithVoid();
    }

    private static void checkSender(MembershipId id, Optional<Membership> sender) {
        if (!sender.map(Memberships::isActive).orElse(false)) {
            throw new Refused(new RemittanceRefusal.MembershipNotActive(id));
        }
    }

    private static void checkRecipient(MembershipId id, Optional<Membership> found) {
        var recipient =
                found.orElseThrow(() -> new Refused(new RemittanceRefusal.RecipientNotFound(id)));
        if (recipient.getKind() == MembershipKind.MEMBERSHIP_KIND_MERCHANT) {
            throw new Refused(new RemittanceRefusal.RecipientNotAMember(id));
        }
        if (!isActive(recipient)) {
            throw new Refused(new RemittanceRefusal.MembershipNotActive(id));
        }
    }

    private static boolean isActive(Membership membership) {
        return membership.getState() == Membership.State.STATE_ACTIVE;
    }

    private static Optional<Membership> find(BatchGetMembershipsResponse found, MembershipId id) {
        return found.getMembershipsList().stream()
                .filter(membership -> membership.getMembershipId().equals(id.toString()))
                .findFirst();
    }
}
