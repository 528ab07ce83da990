package io.mypay.kit.observability;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Spans are only recorded where a collector takes them; trace ids are made and passed on always.
 */
public class Sampling {
    @Produces
    @Singleton
    Sampler sampler(
            @ConfigProperty(name = "mypay.otlp-endpoint") Optional<String> collector,
            @ConfigProperty(name = "mypay.trace-ratio", defaultValue = "1.0") double ratio) {
        if (collector.isEmpty()) {
            return Sampler.alwaysOff();
        }
        return Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
    }
}
