package io.mypay.kit.auth;

import io.grpc.BindableService;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.TreeSet;

/** The access table and the served RPCs must agree, or the service does not start. */
@ApplicationScoped
public class AccessCheck {
    private final Instance<BindableService> services;
    private final AccessTable table;

    AccessCheck(@Any Instance<BindableService> services, AccessTable table) {
        this.services = services;
        this.table = table;
    }

    void start(@Observes StartupEvent event) {
        var served = new TreeSet<String>();
        for (var service : services) {
            for (var method : service.bindService().getMethods()) {
                served.add(method.getMethodDescriptor().getFullMethodName());
            }
        }
        served.removeIf(method -> method.startsWith("grpc."));
        table.mustMatch(served);
    }
}
