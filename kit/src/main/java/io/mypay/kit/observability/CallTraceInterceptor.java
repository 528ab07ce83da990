package io.mypay.kit.observability;

import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.mypay.kit.grpc.Order;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/**
 * Every call belongs to a trace: its caller's, or a new one. Where no span is recorded it gets its
 * ids and nothing else, since Quarkus' own instrumentation collects the attributes of a span before
 * it asks whether anybody wants them, once for HTTP and once for gRPC.
 */
@GlobalInterceptor
@Singleton
public class CallTraceInterceptor implements ServerInterceptor, Prioritized {
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    CallTraceInterceptor(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.mypay.kit");
        propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public int getPriority() {
        return Order.TRACE;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor();
        var parent = propagator.extract(Context.current(), headers, HeaderGetter.INSTANCE);
        var span =
                tracer.spanBuilder(method.getFullMethodName())
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan();
        // Nobody closes the scope: it is that of the call's own Vert.x context, and ends with it.
        var _ = ContextStorage.get().attach(parent.with(span));
        if (!span.isRecording()) {
            return next.startCall(call, headers);
        }
        describe(span, method);
        return cancellations(span, next.startCall(recorded(span, call), headers));
    }

    private static void describe(Span span, MethodDescriptor<?, ?> method) {
        span.setAttribute("rpc.system", "grpc");
        span.setAttribute("rpc.service", method.getServiceName());
        span.setAttribute("rpc.method", method.getBareMethodName());
    }

    private static <Q, A> ServerCall<Q, A> recorded(Span span, ServerCall<Q, A> call) {
        return new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                super.close(status, trailers);
                end(span, status.getCode());
            }
        };
    }

    /** A call that its caller gave up is never closed; ending a span twice does nothing. */
    private static <Q> ServerCall.Listener<Q> cancellations(
            Span span, ServerCall.Listener<Q> listener) {
        return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onCancel() {
                super.onCancel();
                end(span, Status.Code.CANCELLED);
            }
        };
    }

    private static void end(Span span, Status.Code code) {
        span.setAttribute("rpc.grpc.status_code", code.value());
        if (isServersFault(code)) {
            span.setStatus(StatusCode.ERROR, code.name());
        }
        span.end();
    }

    /** As OpenTelemetry's conventions for gRPC servers have it. */
    private static boolean isServersFault(Status.Code code) {
        return switch (code) {
            case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                    true;
            default -> false;
        };
    }
}
