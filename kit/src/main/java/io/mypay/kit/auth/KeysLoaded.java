package io.mypay.kit.auth;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without keys every call would be refused, so the service is not ready before it has them. */
@Readiness
@ApplicationScoped
public class KeysLoaded implements HealthCheck {
    private final Keys keys;

    KeysLoaded(Keys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("token keys").status(keys.areLoaded()).build();
    }
}
