package io.mypay.kit.testing.neighbour;

import io.grpc.stub.StreamObserver;
import io.mypay.kit.grpc.Protos;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import java.time.Instant;

/** Gives a service its own token, whatever its secret. */
public final class FakeAuth implements AuthServiceGrpc.AsyncService {
    @Override
    public void issueServiceToken(
            IssueServiceTokenRequest request, StreamObserver<IssueServiceTokenResponse> caller) {
        Answers.answer(
                caller,
                () ->
                        IssueServiceTokenResponse.newBuilder()
                                .setAccessToken("token of " + request.getClientId())
                                .setExpireTime(Protos.proto(Instant.now().plusSeconds(900)))
                                .build());
    }
}
