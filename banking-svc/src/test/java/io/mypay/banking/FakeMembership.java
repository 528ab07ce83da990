package io.mypay.banking;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.kit.testing.neighbour.FakeAuth;
import io.mypay.kit.testing.neighbour.NeighbourServer;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.GetMembershipResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipServiceGrpc;
import java.util.UUID;

/**
 * Membership as banking sees it. What a membership is like can be read from its id's last digit.
 */
public final class FakeMembership {
    private static final String SUSPENDED = "1";
    private static final String WITHDRAWN = "2";
    private static final String UNKNOWN = "3";
    private static final String ACTIVE = "a";

    private NeighbourServer server;

    public static UUID anActiveMember() {
        return ending(ACTIVE);
    }

    public static UUID aSuspendedMember() {
        return ending(SUSPENDED);
    }

    public static UUID aWithdrawnMember() {
        return ending(WITHDRAWN);
    }

    public static UUID nobody() {
        return ending(UNKNOWN);
    }

    private static UUID ending(String digit) {
        var text = UUID.randomUUID().toString();
        return UUID.fromString(text.substring(0, text.length() - 1) + digit);
    }

    String start() {
        server =
                NeighbourServer.of(
                        AuthServiceGrpc.bindService(new FakeAuth()),
                        MembershipServiceGrpc.bindService(new Memberships()));
        return server.port();
    }

    void stop() {
        server.stop();
    }

    private static final class Memberships implements MembershipServiceGrpc.AsyncService {
        @Override
        public void getMembership(
                GetMembershipRequest request, StreamObserver<GetMembershipResponse> response) {
            var id = request.getMembershipId();
            if (id.endsWith(UNKNOWN)) {
                response.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            var membership = Membership.newBuilder().setMembershipId(id).setState(state(id));
            response.onNext(GetMembershipResponse.newBuilder().setMembership(membership).build());
            response.onCompleted();
        }

        private static Membership.State state(String id) {
            return switch (id.substring(id.length() - 1)) {
                case SUSPENDED -> Membership.State.STATE_SUSPENDED;
                case WITHDRAWN -> Membership.State.STATE_WITHDRAWN;
                default -> Membership.State.STATE_ACTIVE;
            };
        }
    }
}
