package io.mypay.money;

import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/**
 * The services money calls, in one gRPC server: banking, and membership for its own token; and the
 * wire to its database.
 */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    private final DatabaseWire wire = new DatabaseWire();
    private Server server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    NettyServerBuilder.forPort(0)
                            .addService(new FakeBanking())
                            .addService(new Tokens())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var port = String.valueOf(server.getPort());
        return Map.of(
                "MYPAY_BANKING_PORT", port,
                "MYPAY_MEMBERSHIP_PORT", port,
                "quarkus.datasource.reactive.url", wire.start());
    }

    @Override
    public void stop() {
        server.shutdownNow();
        wire.stop();
    }

    private static final class Tokens extends AuthServiceGrpc.AuthServiceImplBase {
        @Override
        public void issueServiceToken(
                IssueServiceTokenRequest request,
                StreamObserver<IssueServiceTokenResponse> response) {
            var until = Instant.now().plusSeconds(900).getEpochSecond();
            response.onNext(
                    IssueServiceTokenResponse.newBuilder()
                            .setAccessToken("token-of-" + request.getClientId())
                            .setExpireTime(Timestamp.newBuilder().setSeconds(until))
                            .build());
            response.onCompleted();
        }
    }
}
