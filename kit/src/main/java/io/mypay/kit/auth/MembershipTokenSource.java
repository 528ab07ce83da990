package io.mypay.kit.auth;

import io.mypay.kit.grpc.Protos;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.mypay.membership.v1.MutinyAuthServiceGrpc.MutinyAuthServiceStub;
import io.quarkus.arc.DefaultBean;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Client credentials: the service's name and secret for a token with the role SERVICE. */
@DefaultBean
@ApplicationScoped
public class MembershipTokenSource implements TokenSource {
    private final MutinyAuthServiceStub membership;
    private final String service;
    private final Optional<String> secret;

    MembershipTokenSource(
            @GrpcClient("membership") MutinyAuthServiceStub membership,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "mypay.service-secret") Optional<String> secret) {
        this.membership = membership;
        this.service = service;
        this.secret = secret;
    }

    @Override
    public CompletionStage<Issued> issue() {
        var request =
                IssueServiceTokenRequest.newBuilder()
                        .setClientId(service)
                        .setClientSecret(secret.orElse(""))
                        .build();
        return membership
                .issueServiceToken(request)
                .map(MembershipTokenSource::issued)
                .subscribeAsCompletionStage();
    }

    private static Issued issued(IssueServiceTokenResponse response) {
        return new Issued(response.getAccessToken(), Protos.instant(response.getExpireTime()));
    }
}
