package io.mypay.e2e;

import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.mypay.banking.v1.BankContractServiceGrpc;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.payment.v1.CommissionServiceGrpc;
import io.mypay.payment.v1.PaymentServiceGrpc;
import io.mypay.remittance.v1.RemittanceServiceGrpc;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The six services as one caller sees them: blocking stubs that carry the caller's token. */
public final class MyPay implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /**
     * An unavailable service is asked again: every command carries its request_id, so it is safe.
     * UNKNOWN is what gRPC says where a connection broke just when a call was put on it.
     */
    private static final Map<String, Object> RETRIES =
            Map.of(
                    "methodConfig",
                    List.of(
                            Map.of(
                                    "name",
                                    List.of(Map.of()),
                                    "retryPolicy",
                                    Map.of(
                                            "maxAttempts",
                                            5.0,
                                            "initialBackoff",
                                            "0.1s",
                                            "maxBackoff",
                                            "2s",
                                            "backoffMultiplier",
                                            2.0,
                                            "retryableStatusCodes",
                                            List.of("UNAVAILABLE", "UNKNOWN")))));

    private final Endpoints endpoints;
    private final Map<String, ManagedChannel> channels;
    private final String token;
    private final boolean patient;
    private final Duration deadline;

    private MyPay(
            Endpoints endpoints,
            Map<String, ManagedChannel> channels,
            String token,
            boolean patient,
            Duration deadline) {
        this.endpoints = endpoints;
        this.channels = channels;
        this.token = token;
        this.patient = patient;
        this.deadline = deadline;
    }

    /** Without a token: only what is public works. */
    public static MyPay at(Endpoints endpoints) {
        return new MyPay(endpoints, new ConcurrentHashMap<>(), "", true, DEADLINE);
    }

    /** The same services, called by whoever holds this token. */
    public MyPay with(String accessToken) {
        return new MyPay(endpoints, channels, accessToken, patient, deadline);
    }

    /**
     * The same services, called once: no retry hides a failure. On connections of its own, which
     * are the caller's to close.
     */
    public MyPay once() {
        return once(DEADLINE);
    }

    /** The same, and no call waits longer than that. */
    public MyPay once(Duration deadline) {
        return new MyPay(endpoints, new ConcurrentHashMap<>(), token, false, deadline);
    }

    /** The next call connects at once where the last one found nobody. */
    public void reconnect() {
        channels.values().forEach(ManagedChannel::resetConnectBackoff);
    }

    public MembershipServiceGrpc.MembershipServiceBlockingStub memberships() {
        return prepared(MembershipServiceGrpc.newBlockingStub(channel("membership")));
    }

    public AuthServiceGrpc.AuthServiceBlockingStub auth() {
        return prepared(AuthServiceGrpc.newBlockingStub(channel("membership")));
    }

    public BankingServiceGrpc.BankingServiceBlockingStub banking() {
        return prepared(BankingServiceGrpc.newBlockingStub(channel("banking")));
    }

    public FirmbankingServiceGrpc.FirmbankingServiceBlockingStub firmbankings() {
        return prepared(FirmbankingServiceGrpc.newBlockingStub(channel("banking")));
    }

    public BankContractServiceGrpc.BankContractServiceBlockingStub bankContracts() {
        return prepared(BankContractServiceGrpc.newBlockingStub(channel("banking")));
    }

    public MoneyServiceGrpc.MoneyServiceBlockingStub money() {
        return prepared(MoneyServiceGrpc.newBlockingStub(channel("money")));
    }

    public LedgerServiceGrpc.LedgerServiceBlockingStub ledger() {
        return prepared(LedgerServiceGrpc.newBlockingStub(channel("money")));
    }

    public RemittanceServiceGrpc.RemittanceServiceBlockingStub remittances() {
        return prepared(RemittanceServiceGrpc.newBlockingStub(channel("remittance")));
    }

    public PaymentServiceGrpc.PaymentServiceBlockingStub payments() {
        return prepared(PaymentServiceGrpc.newBlockingStub(channel("payment")));
    }

    public CommissionServiceGrpc.CommissionServiceBlockingStub commissions() {
        return prepared(CommissionServiceGrpc.newBlockingStub(channel("payment")));
    }

    public SettlementServiceGrpc.SettlementServiceBlockingStub settlements() {
        return prepared(SettlementServiceGrpc.newBlockingStub(channel("settlement")));
    }

    /** A caller waits for a service that is just being restarted, as a careful server would. */
    private <S extends io.grpc.stub.AbstractBlockingStub<S>> S prepared(S stub) {
        S timed = stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        S bounded = patient ? timed.withWaitForReady() : timed;
        return token.isEmpty() ? bounded : bounded.withCallCredentials(new Bearer(token));
    }

    private Channel channel(String service) {
        return channels.computeIfAbsent(service, this::connected);
    }

    private ManagedChannel connected(String service) {
        ManagedChannelBuilder<?> channel =
                ManagedChannelBuilder.forAddress(Endpoints.HOST, endpoints.port(service))
                        .usePlaintext();
        return patient
                ? channel.defaultServiceConfig(RETRIES).build()
                : channel.disableRetry().build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    private static final class Bearer extends CallCredentials {
        private final String token;

        Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier to) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token);
            to.apply(headers);
        }
    }
}
