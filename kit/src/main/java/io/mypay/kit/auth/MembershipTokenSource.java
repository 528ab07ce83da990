package io.mypay.kit.auth;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.sweep.Background;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.mypay.membership.v1.MutinyAuthServiceGrpc.MutinyAuthServiceStub;
import io.quarkus.arc.DefaultBean;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Client credentials: the service's name and secret for a token with the role SERVICE. */
@DefaultBean
@ApplicationScoped
public class MembershipTokenSource implements TokenSource {
    private final MutinyAuthServiceStub membership;
    private final Background background;
    private final String service;
    private final Optional<String> secret;

    MembershipTokenSource(
            @GrpcClient("membership") MutinyAuthServiceStub membership,
            Background background,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "mypay.service-secret") Optional<String> secret) {
        this.membership = membership;
        this.background = background;
        this.service = service;
        this.secret = secret;
    }

    /** Many calls may wait for this token, so it does not end with the one that asked first. */
    @Override
    public CompletionStage<Issued> issue() {
        var issued = new CompletableFuture<Issued>();
        var _ = background.detach("service token", () -> ask(issued));
        return issued;
    }

    /** A failure is told to the waiting calls, which are made again. */
    private Uni<Issued> ask(CompletableFuture<Issued> issued) {
        var request =
                IssueServiceTokenRequest.newBuilder()
                        .setClientId(service)
                        .setClientSecret(secret.orElse(""))
                        .build();
        return membership
                .issueServiceToken(request)
                .map(MembershipTokenSource::issued)
                .invoke(issued::complete)
                .onFailure()
                .invoke(issued::completeExceptionally)
                .onFailure()
                .recoverWithNull();
    }

    private static Issued issued(IssueServiceTokenResponse response) {
        return new Issued(response.getAccessToken(), Protos.instant(response.getExpireTime()));
    }
}
