package io.mypay.kit.grpc;

import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/**
 * Has the rules of all requests compiled beside the start, so that no first caller waits for it.
 */
@ApplicationScoped
public class Warmup {
    private final Instance<BindableService> services;
    private final ValidationInterceptor validation;

    Warmup(@Any Instance<BindableService> services, ValidationInterceptor validation) {
        this.services = services;
        this.validation = validation;
    }

    void start(@Observes StartupEvent event) {
        Infrastructure.getDefaultExecutor().execute(this::prepare);
    }

    private void prepare() {
        for (var service : services) {
            service.bindService().getMethods().forEach(this::prepare);
        }
    }

    private void prepare(ServerMethodDefinition<?, ?> method) {
        if (method.getMethodDescriptor().getRequestMarshaller()
                        instanceof PrototypeMarshaller<?> marshaller
                && marshaller.getMessagePrototype() instanceof Message example) {
            validation.prepare(example);
        }
    }
}
