package io.mypay.banking.account;

import io.grpc.Status;
import io.mypay.banking.BankingRefusal;
import io.mypay.kit.grpc.Errors;
import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.GetMembershipResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What membership-svc knows about whoever links an account. */
@ApplicationScoped
class Memberships {
    private final MembershipService membership;

    Memberships(@GrpcClient("membership") MembershipService membership) {
        this.membership = membership;
    }

    /** Refuses whoever is unknown or not active. */
    Uni<Void> requireActive(MembershipId id) {
        var request = GetMembershipRequest.newBuilder().setMembershipId(id.toString()).build();
        return Neighbour.call("membership", () -> membership.getMembership(request))
                .onFailure(failure -> Errors.code(failure) == Status.Code.NOT_FOUND)
                .transform(_ -> new Refused(new Common.NotFound("membership", id.toString())))
                .invoke(Memberships::requireActive)
                .replaceWithVoid();
    }

    private static void requireActive(GetMembershipResponse response) {
        if (response.getMembership().getState() != Membership.State.STATE_ACTIVE) {
            throw new Refused(new BankingRefusal.MembershipNotActive());
        }
    }
}
