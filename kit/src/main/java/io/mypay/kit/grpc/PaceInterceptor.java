package io.mypay.kit.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/** Tells those who stream an answer when its caller takes more, see {@link Pace}. */
@GlobalInterceptor
@Singleton
public class PaceInterceptor implements ServerInterceptor, Prioritized {
    @Override
    public int getPriority() {
        return Order.RUNNING_CALL;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        var pace = new Pace(call::isReady);
        pace.attach();
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onReady() {
                super.onReady();
                pace.go();
            }

            @Override
            public void onCancel() {
                super.onCancel();
                pace.go();
            }
        };
    }
}
