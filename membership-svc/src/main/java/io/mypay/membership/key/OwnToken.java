package io.mypay.membership.key;

import io.mypay.kit.auth.Role;
import io.mypay.kit.auth.TokenSource;
import io.mypay.kit.sweep.Background;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Membership signs the token it calls others with, instead of asking itself for one. */
@ApplicationScoped
public class OwnToken implements TokenSource {
    private final AccessTokens tokens;
    private final Background background;
    private final String service;
    private final Clock clock = Clock.systemUTC();

    OwnToken(
            AccessTokens tokens,
            Background background,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.tokens = tokens;
        this.background = background;
        this.service = service;
    }

    /** Many calls may wait for this token, so it does not end with the one that asked first. */
    @Override
    public CompletionStage<Issued> issue() {
        var issued = new CompletableFuture<Issued>();
        var _ = background.detach("service token", () -> sign(issued));
        return issued;
    }

    /** A failure is told to the waiting calls, which are made again. */
    private Uni<Issued> sign(CompletableFuture<Issued> issued) {
        return tokens.issue(service, Role.SERVICE, clock.instant())
                .map(token -> new Issued(token.text(), token.expiresAt()))
                .invoke(issued::complete)
                .onFailure()
                .invoke(issued::completeExceptionally)
                .onFailure()
                .recoverWithNull();
    }
}
