package io.mypay.kit.auth;

import io.mypay.kit.auth.TokenSource.Issued;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** This service's own token. It is renewed beside the calls that use it, well before it expires. */
@ApplicationScoped
public class ServiceToken {
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(2);

    private final TokenSource source;
    private volatile Issued current = new Issued("", Instant.EPOCH);
    private CompletableFuture<Issued> renewal = CompletableFuture.completedFuture(current);

    ServiceToken(TokenSource source) {
        this.source = source;
    }

    /** A token that is valid at {@code now}; waits for one only if there is none. */
    CompletionStage<String> get(Instant now) {
        var token = current;
        if (token.expiresAt().minus(RENEW_BEFORE).isAfter(now)) {
            return CompletableFuture.completedStage(token.accessToken());
        }
        var renewed = renew();
        if (token.expiresAt().isAfter(now)) {
            return CompletableFuture.completedStage(token.accessToken());
        }
        return renewed.thenApply(Issued::accessToken);
    }

    private synchronized CompletableFuture<Issued> renew() {
        if (renewal.isDone()) {
            renewal = source.issue().thenApply(this::keep).toCompletableFuture();
        }
        return renewal;
    }

    private Issued keep(Issued issued) {
        current = issued;
        return issued;
    }
}
