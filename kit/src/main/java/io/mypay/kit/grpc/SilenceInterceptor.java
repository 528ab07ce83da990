package io.mypay.kit.grpc;

import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.sql.Pulse;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * While PostgreSQL is silent, every call that waits for an answer gets the one it would get from a
 * server that is gone. What it has begun goes on and comes to its end by itself, as after a lost
 * connection; the same request_id finds it. Streams of answers are left alone: who watches waits.
 */
@GlobalInterceptor
@Singleton
public class SilenceInterceptor implements ServerInterceptor, Prioritized {
    private final Set<WaitingCall<?, ?>> waiting = ConcurrentHashMap.newKeySet();
    private final Statuses statuses;

    SilenceInterceptor(Pulse pulse, Statuses statuses) {
        this.statuses = statuses;
        pulse.whileSilent(() -> waiting.forEach(WaitingCall::endAsUnavailable));
    }

    @Override
    public int getPriority() {
        return Order.SILENCE;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!call.getMethodDescriptor().getType().serverSendsOneMessage()
                || Calls.isInfrastructure(call)) {
            return next.startCall(call, headers);
        }
        var one = new WaitingCall<>(call, Vertx.currentContext());
        waiting.add(one);
        return one.cancellations(next.startCall(one, headers));
    }

    /** Ends once: with its answer, with its caller, or with the silence. */
    private final class WaitingCall<Q, A>
            extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private final Context context;
        private final AtomicBoolean over = new AtomicBoolean();

        WaitingCall(ServerCall<Q, A> call, Context context) {
            super(call);
            this.context = context;
        }

        void endAsUnavailable() {
            context.runOnContext(
                    _ -> Calls.close(this, statuses.of(new Common.StorageUnavailable())));
        }

        // What comes after the end is an answer that came too late, and nobody's.
        @Override
        public void sendHeaders(Metadata headers) {
            if (!over.get()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A answer) {
            if (!over.get()) {
                super.sendMessage(answer);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (ends()) {
                super.close(status, trailers);
            }
        }

        ServerCall.Listener<Q> cancellations(ServerCall.Listener<Q> listener) {
            return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(listener) {
                @Override
                public void onCancel() {
                    var _ = ends();
                    super.onCancel();
                }
            };
        }

        private boolean ends() {
            waiting.remove(this);
            return over.compareAndSet(false, true);
        }
    }
}
