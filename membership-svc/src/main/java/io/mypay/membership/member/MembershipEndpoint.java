package io.mypay.membership.member;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.BatchGetMembershipsResponse;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.CreateMembershipResponse;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.GetMembershipResponse;
import io.mypay.membership.v1.MembershipService;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** MembershipService on the wire. */
@GrpcService
public class MembershipEndpoint implements MembershipService {
    private final Memberships memberships;

    MembershipEndpoint(Memberships memberships) {
        this.memberships = memberships;
    }

    /** Who signs up is nobody yet, with or without a token; the request_id alone names the call. */
    @Override
    public Uni<CreateMembershipResponse> createMembership(CreateMembershipRequest request) {
        var withoutPassword = request.toBuilder().clearPassword().build();
        var key = RequestKey.of(Caller.ANONYMOUS, withoutPassword);
        return memberships.create(key, MembershipMessages.signUp(request));
    }

    @Override
    public Uni<GetMembershipResponse> getMembership(GetMembershipRequest request) {
        var id = MembershipId.parse(request.getMembershipId());
        Caller.current().mustBe(id, Role.STAFF, Role.CX, Role.SERVICE);
        return memberships.get(id).map(MembershipEndpoint::answer);
    }

    @Override
    public Uni<BatchGetMembershipsResponse> batchGetMemberships(
            BatchGetMembershipsRequest request) {
        var ids = request.getMembershipIdsList().stream().map(MembershipEndpoint::id).toList();
        return memberships.find(ids).map(MembershipEndpoint::answer);
    }

    private static MembershipId id(String text) {
        return MembershipId.parse("membership_ids", text);
    }

    private static GetMembershipResponse answer(Member member) {
        return GetMembershipResponse.newBuilder()
                .setMembership(MembershipMessages.membership(member))
                .build();
    }

    private static BatchGetMembershipsResponse answer(List<Member> members) {
        return BatchGetMembershipsResponse.newBuilder()
                .addAllMemberships(members.stream().map(MembershipMessages::membership).toList())
                .build();
    }
}
