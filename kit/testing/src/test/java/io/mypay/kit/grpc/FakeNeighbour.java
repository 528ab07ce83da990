package io.mypay.kit.grpc;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.mypay.kit.probe.v1.ProbeServiceGrpc;
import io.mypay.kit.probe.v1.RelayRequest;
import io.mypay.kit.probe.v1.RelayResponse;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Membership as kit sees it: hands out the service's token, and answers or fails as it is told. */
public final class FakeNeighbour implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "a-service-token";
    static final AtomicInteger TOKENS_ISSUED = new AtomicInteger();
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();
    private static final io.grpc.Context.Key<String> AUTHORIZATION =
            io.grpc.Context.key("authorization");
    private static final io.grpc.Context.Key<String> TRACEPARENT =
            io.grpc.Context.key("traceparent");
    private static Server server;

    @Override
    public Map<String, String> start() {
        listen(0);
        return Map.of(
                "MYPAY_MEMBERSHIP_PORT",
                String.valueOf(server.getPort()),
                "MYPAY_SERVICE_SECRET",
                "kit-secret");
    }

    @Override
    public void stop() {
        server.shutdownNow();
    }

    /** Goes away, and answers {@code whenGone} while it is. */
    static void awayDuring(Runnable whenGone) throws InterruptedException {
        var port = server.getPort();
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        try {
            whenGone.run();
        } finally {
            listen(port);
        }
    }

    private static void listen(int port) {
        try {
            server =
                    NettyServerBuilder.forPort(port)
                            .addService(new Auth())
                            .addService(ProbeServiceGrpc.bindService(new Probe()))
                            .intercept(new Headers())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Auth extends AuthServiceGrpc.AuthServiceImplBase {
        @Override
        public void issueServiceToken(
                IssueServiceTokenRequest request,
                StreamObserver<IssueServiceTokenResponse> response) {
            if (!request.getClientId().equals("kit")
                    || !request.getClientSecret().equals("kit-secret")) {
                response.onError(Status.UNAUTHENTICATED.asRuntimeException());
                return;
            }
            TOKENS_ISSUED.incrementAndGet();
            response.onNext(
                    IssueServiceTokenResponse.newBuilder()
                            .setAccessToken(TOKEN)
                            .setExpireTime(Protos.proto(Instant.now().plusSeconds(900)))
                            .build());
            response.onCompleted();
        }
    }

    // Not a ProbeServiceImplBase: Quarkus would take it for the service under test.
    private static final class Probe implements ProbeServiceGrpc.AsyncService {
        @Override
        public void relay(RelayRequest request, StreamObserver<RelayResponse> response) {
            var attempt = ATTEMPTS.incrementAndGet();
            switch (request.getWay()) {
                case "twice unavailable" -> {
                    if (attempt % 3 != 0) {
                        response.onError(Status.UNAVAILABLE.asRuntimeException());
                        return;
                    }
                    answer(response);
                }
                case "funds" ->
                        response.onError(error(Code.FAILED_PRECONDITION, "INSUFFICIENT_FUNDS"));
                case "denied" -> response.onError(error(Code.PERMISSION_DENIED, "ROLE_MISSING"));
                case "broken" -> response.onError(Status.INTERNAL.asRuntimeException());
                case "silent" -> io.grpc.Context.current().addListener(_ -> {}, Runnable::run);
                default -> answer(response);
            }
        }

        private static void answer(StreamObserver<RelayResponse> response) {
            var deadline = io.grpc.Context.current().getDeadline();
            response.onNext(
                    RelayResponse.newBuilder()
                            .setAuthorization(AUTHORIZATION.get())
                            .setTraceparent(TRACEPARENT.get())
                            .setRemainingMillis(deadline.timeRemaining(TimeUnit.MILLISECONDS))
                            .setAttempts(ATTEMPTS.getAndSet(0))
                            .build());
            response.onCompleted();
        }

        private static StatusRuntimeException error(Code code, String reason) {
            var info = ErrorInfo.newBuilder().setReason(reason).setDomain("mypay.money").build();
            return StatusProto.toStatusRuntimeException(
                    com.google.rpc.Status.newBuilder()
                            .setCode(code.getNumber())
                            .addDetails(Any.pack(info))
                            .build());
        }
    }

    private static final class Headers implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var context =
                    io.grpc.Context.current()
                            .withValue(AUTHORIZATION, header(headers, "authorization"))
                            .withValue(TRACEPARENT, header(headers, "traceparent"));
            return Contexts.interceptCall(context, call, headers, next);
        }

        private static String header(Metadata headers, String name) {
            var value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            return value == null ? "none" : value;
        }
    }
}
