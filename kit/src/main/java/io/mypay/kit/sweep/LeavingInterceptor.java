package io.mypay.kit.sweep;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.mypay.kit.grpc.Calls;
import io.mypay.kit.grpc.Failures;
import io.mypay.kit.grpc.Order;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/**
 * Turns calls away from a process that ends, so that it comes to an end: who goes on calling would
 * keep it from ever having answered all.
 */
@GlobalInterceptor
@Singleton
public class LeavingInterceptor implements ServerInterceptor, Prioritized {
    private final Leaving leaving;
    private final Failures failures;

    LeavingInterceptor(Leaving leaving, Failures failures) {
        this.leaving = leaving;
        this.failures = failures;
    }

    @Override
    public int getPriority() {
        return Order.LEAVING;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (leaving.hasClosed() && !Calls.isInfrastructure(call)) {
            Calls.close(call, failures.transform(new Refused(new Common.Leaving())));
            return Calls.ended();
        }
        return next.startCall(call, headers);
    }
}
