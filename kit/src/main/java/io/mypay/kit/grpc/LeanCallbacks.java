package io.mypay.kit.grpc;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Spares every step of every pipeline the capture of thread contexts. What belongs to a call lies
 * in its Vert.x context (see {@link CallLocal}), which Vert.x itself carries along, and no bean is
 * request-scoped, so there would be nothing to capture.
 */
@ApplicationScoped
public class LeanCallbacks {
    void start(@Observes StartupEvent event) {
        Infrastructure.clearInterceptors();
    }
}
