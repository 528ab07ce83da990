package io.mypay.kit.testing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A caller of the service under test, over the wire.
 *
 * <pre>{@code
 * var money = TestClient.as(member, Role.MEMBER).stub(MoneyServiceGrpc::newBlockingStub);
 * }</pre>
 */
public final class TestClient {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Metadata headers;
    private final AtomicReference<Metadata> responseHeaders = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>(new Metadata());

    private TestClient(Metadata headers) {
        this.headers = headers;
    }

    public static TestClient as(String subject, Role... roles) {
        return withToken(TestTokens.bearer(subject, roles));
    }

    public static TestClient as(UUID member, Role... roles) {
        return as(member.toString(), roles);
    }

    public static TestClient withToken(String token) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return new TestClient(headers);
    }

    public static TestClient anonymous() {
        return new TestClient(new Metadata());
    }

    /** Each call has a deadline of its own. */
    public <S extends AbstractBlockingStub<S>> S stub(Function<Channel, S> factory) {
        return factory.apply(channel());
    }

    /** What comes of an empty request: its error, or OK where that is a right request. */
    public <Q, R> GrpcErrors sendNothing(MethodDescriptor<Q, R> rpc) {
        var nothing = rpc.parseRequest(new ByteArrayInputStream(new byte[0]));
        return errorOf(() -> {
            ClientCalls.blockingServerStreamingCall(channel(), rpc, CallOptions.DEFAULT, nothing)
                    .forEachRemaining(answer -> Assertions.assertThat(answer).isNotNull());
            throw Status.OK.asRuntimeException();
        });
    }

    /** A response trailer of the last call, or the empty text. */
    public String trailer(String name) {
        var value = trailers.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return value == null ? "" : value;
    }

    /** A request_id nobody has used. */
    public static String requestId() {
        return Uuid7.next(Instant.now()).toString();
    }

    /** The error of a call that must fail. */
    public static GrpcErrors errorOf(Runnable call) {
        return GrpcErrors.of(
                Assertions.catchThrowableOfType(StatusRuntimeException.class, call::run));
    }

    private Channel channel() {
        return ClientInterceptors.intercept(Connection.OPEN, capture(), attach(), deadline());
    }

    private ClientInterceptor capture() {
        return MetadataUtils.newCaptureMetadataInterceptor(responseHeaders, trailers);
    }

    private ClientInterceptor attach() {
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static ClientInterceptor deadline() {
        return new ClientInterceptor() {
            @Override
            public <Q, R> io.grpc.ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return next.newCall(method, bounded(options));
            }
        };
    }

    private static CallOptions bounded(CallOptions options) {
        return options.getDeadline() == null
                ? options.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                : options;
    }

    /** Opened by the first call; the port is known only when the service runs. */
    private static final class Connection {
        static final ManagedChannel OPEN =
                ManagedChannelBuilder.forAddress(
                                "localhost",
                                ConfigProvider.getConfig()
                                        .getValue("quarkus.http.test-port", Integer.class))
                        .usePlaintext()
                        .build();
    }
}
