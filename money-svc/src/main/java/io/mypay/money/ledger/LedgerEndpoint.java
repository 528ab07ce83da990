package io.mypay.money.ledger;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.ledger.proof.ProofProtos;
import io.mypay.money.ledger.proof.Verifications;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetAccountsResponse;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.GetTrialBalanceResponse;
import io.mypay.money.v1.LedgerService;
import io.mypay.money.v1.ListEntriesRequest;
import io.mypay.money.v1.ListEntriesResponse;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.money.v1.VerifyLedgerResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Currency;
import java.util.List;

/** The ledger as other services and staff reach it. */
@GrpcService
public class LedgerEndpoint implements LedgerService {
    private final Transfers transfers;
    private final Accounts accounts;
    private final Entries entries;
    private final Verifications verifications;

    LedgerEndpoint(
            Transfers transfers, Accounts accounts, Entries entries, Verifications verifications) {
        this.transfers = transfers;
        this.accounts = accounts;
        this.entries = entries;
        this.verifications = verifications;
    }

    @Override
    public Uni<PostTransfersResponse> postTransfers(PostTransfersRequest request) {
        return transfers.post(TransferProtos.transfers(request)).map(LedgerEndpoint::response);
    }

    @Override
    public Uni<GetAccountsResponse> getAccounts(GetAccountsRequest request) {
        var names = request.getNamesList().stream().distinct().map(AccountName::new).toList();
        return accounts.read(names, currency(request.getCurrencyCode()))
                .map(found ->
                        GetAccountsResponse.newBuilder()
                                .addAllAccounts(
                                        found.stream().map(TransferProtos::account).toList())
                                .build());
    }

    @Override
    public Uni<GetTrialBalanceResponse> getTrialBalance(GetTrialBalanceRequest request) {
        var balance =
                request.hasAsOf()
                        ? accounts.trialBalance(Protos.instant("as_of", request.getAsOf()))
                        : accounts.trialBalance();
        return balance.map(LedgerEndpoint::response);
    }

    @Override
    public Uni<ListEntriesResponse> listEntries(ListEntriesRequest request) {
        var name = new AccountName(request.getAccount());
        var from = PageToken.parse(request.getPageToken(), 1).map(EntryProtos::from);
        return accounts.read(List.of(name), currency(request.getCurrencyCode()))
                .map(found -> found.stream().findFirst().orElseThrow(() -> notFound(name)))
                .chain(account -> entries.all(account, PageSize.of(request.getPageSize()), from))
                .map(EntryProtos::response);
    }

    @Override
    public Multi<VerifyLedgerResponse> verifyLedger(VerifyLedgerRequest request) {
        return verifications.verify(ProofProtos.range(request)).map(ProofProtos::response);
    }

    private static PostTransfersResponse response(List<Result> results) {
        return PostTransfersResponse.newBuilder()
                .addAllResults(results.stream().map(TransferProtos::result).toList())
                .build();
    }

    private static GetTrialBalanceResponse response(TrialBalance balance) {
        return GetTrialBalanceResponse.newBuilder()
                .addAllLines(
                        balance.lines().stream()
                                .map(line ->
                                        TransferProtos.account(
                                                line.name(), line.posted(), line.held()))
                                .toList())
                .addAllSums(balance.sums().stream().map(Protos::proto).toList())
                .setAsOf(Protos.proto(balance.at()))
                .build();
    }

    private static Refused notFound(AccountName name) {
        return new Refused(new Common.NotFound("account", name.value()));
    }

    private static Currency currency(String code) {
        try {
            return code.isEmpty() ? Money.KRW : Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Common.InvalidField("currency_code", "must be an ISO 4217 code"));
        }
    }
}
