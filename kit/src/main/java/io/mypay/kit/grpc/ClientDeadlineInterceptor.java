package io.mypay.kit.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * No call to a neighbour waits for ever, nor longer than our own caller does. Streams end with our
 * caller only: watching something may take long.
 */
@GlobalInterceptor
@ApplicationScoped
public class ClientDeadlineInterceptor implements ClientInterceptor {
    private static final long DEFAULT_SECONDS = 3;

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var bounded = options;
        if (method.getType() == MethodDescriptor.MethodType.UNARY
                && options.getDeadline() == null) {
            bounded = options.withDeadlineAfter(DEFAULT_SECONDS, TimeUnit.SECONDS);
        }
        return next.newCall(method, earlier(bounded, Deadlines.current()));
    }

    private static CallOptions earlier(CallOptions options, Optional<Deadline> callers) {
        if (callers.isEmpty()) {
            return options;
        }
        var own = options.getDeadline();
        return options.withDeadline(own == null ? callers.get() : own.minimum(callers.get()));
    }
}
