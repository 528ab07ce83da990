package io.mypay.kit.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.channels.ClosedChannelException;

/**
 * A neighbour that dies at the moment a call is put on its connection is UNKNOWN to gRPC, as a bug
 * would be. It is as unavailable as one that died a moment earlier, and the call is made again.
 */
@GlobalInterceptor
@ApplicationScoped
public class BrokenConnectionInterceptor implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                super.start(new Translating<>(listener), headers);
            }
        };
    }

    private static final class Translating<A> extends SimpleForwardingClientCallListener<A> {
        Translating(ClientCall.Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            super.onClose(translate(status), trailers);
        }
    }

    static Status translate(Status status) {
        return status.getCode() == Status.Code.UNKNOWN
                        && status.getCause() instanceof ClosedChannelException
                ? Status.UNAVAILABLE
                        .withDescription(status.getDescription())
                        .withCause(status.getCause())
                : status;
    }
}
