package io.mypay.e2e;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.money.v1.Account;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.stack.Service;
import io.mypay.type.v1.Money;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A service that posts to the ledger and hides no failure: unlike {@link MyPay} it neither retries
 * nor waits for a server that is away.
 */
final class LedgerCaller implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration VERIFIED_WITHIN = Duration.ofSeconds(60);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final LedgerServiceBlockingStub ledger;

    private LedgerCaller(ManagedChannel channel, String token) {
        this.channel = channel;
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        this.ledger =
                LedgerServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Calls one process of money: "money", or "money-2" where there is a second one. */
    static LedgerCaller of(Platform platform, String process) {
        Service payment =
                Service.MYPAY.stream()
                        .filter(service -> service.name().equals("payment"))
                        .findFirst()
                        .orElseThrow();
        String token =
                platform.anyone()
                        .auth()
                        .issueServiceToken(
                                IssueServiceTokenRequest.newBuilder()
                                        .setClientId(payment.name())
                                        .setClientSecret(platform.stack().clientSecret(payment))
                                        .build())
                        .getAccessToken();
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(Endpoints.HOST, platform.stack().port(process))
                        .usePlaintext()
                        .disableRetry()
                        .build();
        return new LedgerCaller(channel, token);
    }

    List<TransferResult> post(List<Transfer> transfers) {
        try {
            return bounded()
                    .postTransfers(
                            PostTransfersRequest.newBuilder().addAllTransfers(transfers).build())
                    .getResultsList();
        } catch (StatusRuntimeException e) {
            // The next call shall try to connect at once: the pause between attempts is the test's.
            channel.resetConnectBackoff();
            throw e;
        }
    }

    List<Account> accounts(List<String> names) {
        return bounded()
                .getAccounts(GetAccountsRequest.newBuilder().addAllNames(names).build())
                .getAccountsList();
    }

    List<Money> sums() {
        return bounded().getTrialBalance(GetTrialBalanceRequest.getDefaultInstance()).getSumsList();
    }

    /** What the ledger says of itself after recomputing every balance and every seal. */
    LedgerVerdict verify() {
        var progress =
                ledger.withDeadlineAfter(VERIFIED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        .verifyLedger(VerifyLedgerRequest.getDefaultInstance());
        LedgerVerdict verdict = LedgerVerdict.getDefaultInstance();
        while (progress.hasNext()) {
            verdict = progress.next().getVerdict();
        }
        return verdict;
    }

    private LedgerServiceBlockingStub bounded() {
        return ledger.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
