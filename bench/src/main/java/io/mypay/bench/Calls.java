package io.mypay.bench;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.stack.Service;
import io.mypay.stack.Stack;

/** Ordinary calls around the measured ones: for tokens, funding and checks. */
final class Calls implements AutoCloseable {
    private static final Service CALLER = Service.named("payment");
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Stack stack;
    private final ManagedChannel membership;
    private final ManagedChannel money;

    Calls(Stack stack) {
        this.stack = stack;
        this.membership = channel(stack.port("membership"));
        this.money = channel(stack.port(Bed.ONE));
    }

    private static ManagedChannel channel(int port) {
        return ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    /** As another service of MyPay gets it; it ends after a quarter of an hour. */
    String serviceToken() {
        return auth().issueServiceToken(
                        IssueServiceTokenRequest.newBuilder()
                                .setClientId(CALLER.name())
                                .setClientSecret(stack.clientSecret(CALLER))
                                .build())
                .getAccessToken();
    }

    /** For what only people may see. */
    String staffToken() {
        return auth().login(
                        LoginRequest.newBuilder()
                                .setEmail(stack.staffLogin())
                                .setPassword(stack.staffPassword())
                                .build())
                .getTokens()
                .getAccessToken();
    }

    private AuthServiceBlockingStub auth() {
        return AuthServiceGrpc.newBlockingStub(membership);
    }

    LedgerServiceBlockingStub ledger() {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + serviceToken());
        Channel channel =
                ClientInterceptors.intercept(
                        money, MetadataUtils.newAttachHeadersInterceptor(headers));
        return LedgerServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() {
        membership.shutdownNow();
        money.shutdownNow();
    }
}
