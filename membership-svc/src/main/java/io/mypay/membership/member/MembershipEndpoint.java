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
import io.mypay.membership.v1.ListStuckWithdrawalsRequest;
import io.mypay.membership.v1.ListStuckWithdrawalsResponse;
import io.mypay.membership.v1.MembershipService;
import io.mypay.membership.v1.WithdrawMembershipRequest;
import io.mypay.membership.v1.WithdrawMembershipResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** MembershipService on the wire. */
@GrpcService
public class MembershipEndpoint implements MembershipService {
    private final Memberships memberships;
    private final Withdrawals withdrawals;

    MembershipEndpoint(Memberships memberships, Withdrawals withdrawals) {
        this.memberships = memberships;
        this.withdrawals = withdrawals;
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

    @Override
    public Uni<WithdrawMembershipResponse> withdrawMembership(WithdrawMembershipRequest request) {
        var caller = Caller.current();
        var id = MembershipId.parse(request.getMembershipId());
        caller.mustBe(id, Role.STAFF);
        return withdrawals.withdraw(caller, RequestKey.of(caller, request), id);
    }

    @Override
    public Uni<ListStuckWithdrawalsResponse> listStuckWithdrawals(
            ListStuckWithdrawalsRequest request) {
        return withdrawals
                .stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckWithdrawalsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
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
