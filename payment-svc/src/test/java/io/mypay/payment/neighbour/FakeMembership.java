package io.mypay.payment.neighbour;

import io.grpc.stub.StreamObserver;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.BatchGetMembershipsResponse;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.payment.neighbour.Outages.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Membership as payment sees it. */
public final class FakeMembership extends MembershipServiceGrpc.MembershipServiceImplBase {
    private final Outages outages;
    private final Map<String, Membership> members = new ConcurrentHashMap<>();

    FakeMembership(Outages outages) {
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

    /** Gives the service its own token. */
    static final class Auth extends AuthServiceGrpc.AuthServiceImplBase {
        @Override
        public void issueServiceToken(
                IssueServiceTokenRequest request,
                StreamObserver<IssueServiceTokenResponse> caller) {
            Answers.answer(
                    caller,
                    () ->
                            IssueServiceTokenResponse.newBuilder()
                                    .setAccessToken("token of " + request.getClientId())
                                    .setExpireTime(Protos.proto(Instant.now().plusSeconds(900)))
                                    .build());
        }
    }
}
