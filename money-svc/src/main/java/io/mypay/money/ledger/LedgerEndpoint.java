package io.mypay.money.ledger;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetAccountsResponse;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.GetTrialBalanceResponse;
import io.mypay.money.v1.LedgerService;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Currency;
import java.util.List;

/** The ledger as other services and staff reach it. */
@GrpcService
public class LedgerEndpoint implements LedgerService {
    private final Transfers transfers;
    private final Accounts accounts;

    LedgerEndpoint(Transfers transfers, Accounts accounts) {
        this.transfers = transfers;
        this.accounts = accounts;
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
        return accounts.trialBalance().map(LedgerEndpoint::response);
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

    private static Currency currency(String code) {
        try {
            return code.isEmpty() ? Money.KRW : Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Common.InvalidField("currency_code", "must be an ISO 4217 code"));
        }
    }
}
