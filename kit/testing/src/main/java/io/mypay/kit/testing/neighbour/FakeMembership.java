package io.mypay.kit.testing.neighbour;

import io.grpc.stub.StreamObserver;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.BatchGetMembershipsResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipServiceGrpc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Membership as its callers see it. */
public final class FakeMembership implements MembershipServiceGrpc.AsyncService {
    private final Outages outages;
    private final Map<String, Membership> members = new ConcurrentHashMap<>();

    public FakeMembership(Outages outages) {
        this.outages = outages;
    }

    public void add(MembershipId id, MembershipKind kind, Membership.State state) {
        members.put(
                id.toString(),
                Membership.newBuilder()
                        .setMembershipId(id.toString())
                        .setKind(kind)
                        .setState(state)
                        .build());
    }

    @Override
    public void batchGetMemberships(
            BatchGetMembershipsRequest request,
            StreamObserver<BatchGetMembershipsResponse> caller) {
        Answers.answer(caller, () -> memberships(request.getMembershipIdsList()));
    }

    private BatchGetMembershipsResponse memberships(List<String> ids) {
        outages.before(Operation.MEMBERSHIPS, ids.getFirst());
        var found = ids.stream().map(members::get).filter(Objects::nonNull).toList();
        return BatchGetMembershipsResponse.newBuilder().addAllMemberships(found).build();
    }
}
