package io.mypay.kit.auth;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Membership's JWKS over HTTP; membership itself replaces this bean by one of its own. */
@DefaultBean
@ApplicationScoped
public class HttpKeySource implements KeySource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http;
    private final String url;

    HttpKeySource(Vertx vertx, @ConfigProperty(name = "mypay.jwks-url") String url) {
        this.http = vertx.createHttpClient();
        this.url = url;
    }

    @Override
    public Uni<String> jwks() {
        var request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url)
                        .setConnectTimeout(PATIENCE.toMillis())
                        .setIdleTimeout(PATIENCE.toMillis());
        return http.request(request)
                .chain(it -> it.send())
                .chain(HttpKeySource::body)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Uni<String> body(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            throw new IllegalStateException("JWKS answered " + response.statusCode());
        }
        return response.body().map(Buffer::toString);
    }
}
