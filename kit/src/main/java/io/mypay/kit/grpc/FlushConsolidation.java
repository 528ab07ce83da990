package io.mypay.kit.grpc;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Responses that are ready together leave together. A system call per response is most of what a
 * small call costs; with many callers on a connection this is worth a factor of two and more. It
 * reaches into an internal class of Vert.x, and only here.
 */
@ApplicationScoped
public class FlushConsolidation {
    private static final int FLUSHES_MAX = 256;
    private static final int EARLY = 1_000;

    void register(@Observes Filters filters) {
        filters.register(FlushConsolidation::consolidate, EARLY);
    }

    private static void consolidate(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            var pipeline = connection.channel().pipeline();
            if (!(pipeline.first() instanceof SmallWrites)) {
                pipeline.addFirst(
                        new SmallWrites(),
                        new FlushConsolidationHandler(FLUSHES_MAX, true),
                        new GoneStreams());
            }
        }
        request.next();
    }
}
