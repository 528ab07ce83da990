package io.mypay.kit.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.membership.v1.LoginResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a collector is told of calls. */
class CallTraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS_SPAN = "b7ad6b7169203331";
    private static final AttributeKey<Long> CODE = AttributeKey.longKey("rpc.grpc.status_code");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");

    private final List<SpanData> spans = new ArrayList<>();

    @Test
    void a_call_is_one_span_of_its_callers_trace() {
        begin(Sampler.alwaysOn()).call().close(Status.OK, new Metadata());
        assertThat(spans)
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getName()).isEqualTo("mypay.membership.v1.AuthService/Login");
                    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
                    assertThat(span.getTraceId()).isEqualTo(TRACE);
                    assertThat(span.getParentSpanId()).isEqualTo(CALLERS_SPAN);
                    assertThat(span.getAttributes().get(METHOD)).isEqualTo("Login");
                    assertThat(span.getAttributes().get(CODE)).isZero();
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
                });
    }

    @Test
    void only_what_is_the_servers_fault_is_an_error() {
        begin(Sampler.alwaysOn()).call().close(Status.NOT_FOUND, new Metadata());
        begin(Sampler.alwaysOn()).call().close(Status.INTERNAL, new Metadata());
        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
    }

    @Test
    void a_call_that_its_caller_gives_up_is_a_span_too() {
        begin(Sampler.alwaysOn()).listener().onCancel();
        assertThat(spans)
                .singleElement()
                .satisfies(span ->
                        assertThat(span.getAttributes().get(CODE))
                                .isEqualTo(Status.Code.CANCELLED.value()));
    }

    @Test
    void what_is_not_sampled_is_not_told() {
        begin(Sampler.alwaysOff()).call().close(Status.OK, new Metadata());
        assertThat(spans).isEmpty();
    }

    private record Begun(
            ServerCall<LoginRequest, LoginResponse> call,
            ServerCall.Listener<LoginRequest> listener) {}

    private Begun begin(Sampler sampler) {
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-" + TRACE + "-" + CALLERS_SPAN + "-01");
        var seen = new AtomicReference<ServerCall<LoginRequest, LoginResponse>>();
        try (var _ = Context.root().makeCurrent()) {
            var listener =
                    interceptor(sampler)
                            .interceptCall(
                                    new Login(),
                                    headers,
                                    (call, _) -> {
                                        seen.set(call);
                                        return new ServerCall.Listener<>() {};
                                    });
            return new Begun(seen.get(), listener);
        }
    }

    private CallTraceInterceptor interceptor(Sampler sampler) {
        var provider =
                SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(new Collector()))
                        .build();
        return new CallTraceInterceptor(
                OpenTelemetrySdk.builder()
                        .setTracerProvider(provider)
                        .setPropagators(
                                ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                        .build());
    }

    private final class Collector implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** A call that goes nowhere. */
    private static final class Login extends ServerCall<LoginRequest, LoginResponse> {
        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(LoginResponse message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<LoginRequest, LoginResponse> getMethodDescriptor() {
            return AuthServiceGrpc.getLoginMethod();
        }
    }
}
