package io.mypay.kit.observability;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.tracing.instrumentation.grpc.GrpcTracingClientInterceptor;
import jakarta.inject.Singleton;

/**
 * Calls to neighbours go on with the trace, by Quarkus' own means: its switch for gRPC is off
 * because of the server's half, which {@link CallTraceInterceptor} replaces.
 */
@GlobalInterceptor
@Singleton
public class NeighbourTraceInterceptor implements ClientInterceptor {
    private final GrpcTracingClientInterceptor tracing;

    NeighbourTraceInterceptor(OpenTelemetry telemetry, OTelRuntimeConfig config) {
        tracing = new GrpcTracingClientInterceptor(telemetry, config);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return tracing.interceptCall(method, options, next);
    }
}
