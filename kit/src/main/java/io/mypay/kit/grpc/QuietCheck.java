package io.mypay.kit.grpc;

import io.grpc.BindableService;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A service whose quiet RPCs are misspelt does not start: it would log each of their calls. */
@ApplicationScoped
public class QuietCheck {
    private final Instance<BindableService> services;
    private final Set<String> quiet;

    QuietCheck(
            @Any Instance<BindableService> services,
            @ConfigProperty(name = "mypay.rpc.quiet") Optional<Set<String>> quiet) {
        this.services = services;
        this.quiet = quiet.orElse(Set.of());
    }

    void start(@Observes StartupEvent event) {
        var served = new TreeSet<String>();
        for (var service : services) {
            for (var method : service.bindService().getMethods()) {
                served.add(method.getMethodDescriptor().getFullMethodName());
            }
        }
        mustBeServed(quiet, served);
    }

    static void mustBeServed(Set<String> quiet, Set<String> served) {
        var unknown = new TreeSet<>(quiet);
        unknown.removeAll(served);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("mypay.rpc.quiet names what is not served: " + unknown);
        }
    }
}
