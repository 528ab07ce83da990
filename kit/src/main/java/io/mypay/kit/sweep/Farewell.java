package io.mypay.kit.sweep;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;

/**
 * Tells callers of a process that ends to open their next connection elsewhere: by GOAWAY, or by
 * "connection: close" in HTTP/1. What they have asked on this one is answered, and then it is
 * closed.
 */
@ApplicationScoped
public class Farewell {
    private static final int EARLY = 1_000;

    private final Leaving leaving;

    Farewell(Leaving leaving) {
        this.leaving = leaving;
    }

    void register(@Observes Filters filters) {
        filters.register(this::say, EARLY);
    }

    private void say(RoutingContext request) {
        if (leaving.hasBegun()) {
            sayTo(request.request());
        }
        request.next();
    }

    private void sayTo(HttpServerRequest caller) {
        if (caller.version() == HttpVersion.HTTP_2) {
            var left = leaving.left().toMillis();
            var _ = caller.connection().shutdown(left, TimeUnit.MILLISECONDS);
            return;
        }
        caller.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
}
