package io.mypay.membership.key;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves the public keys. They may be kept for far less time than a key is announced ahead. */
@ApplicationScoped
public class JwksEndpoint {
    private static final String PATH = "/.well-known/jwks.json";
    private static final String CACHE_CONTROL = "public, max-age=60";
    private static final int UNAVAILABLE = 503;

    private final SigningKeys keys;

    JwksEndpoint(SigningKeys keys) {
        this.keys = keys;
    }

    void serve(@Observes Router router) {
        router.get(PATH).handler(this::answer);
    }

    private void answer(RoutingContext call) {
        keys.known()
                .ifPresentOrElse(
                        ring ->
                                call.response()
                                        .putHeader("Content-Type", "application/jwk-set+json")
                                        .putHeader("Cache-Control", CACHE_CONTROL)
                                        .end(ring.jwks()),
                        () ->
                                call.response()
                                        .putHeader("Retry-After", "1")
                                        .setStatusCode(UNAVAILABLE)
                                        .end());
    }
}
