package io.mypay.banking.account;

import io.mypay.banking.v1.BankingService;
import io.mypay.banking.v1.GetRegisteredBankAccountRequest;
import io.mypay.banking.v1.GetRegisteredBankAccountResponse;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsResponse;
import io.mypay.banking.v1.RegisterBankAccountRequest;
import io.mypay.banking.v1.RegisterBankAccountResponse;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The face of registered accounts. */
@GrpcService
class BankingEndpoint implements BankingService {
    private static final Role[] READERS = {Role.STAFF, Role.CX, Role.SERVICE};

    private final RegisteredBankAccounts accounts;

    BankingEndpoint(RegisteredBankAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Uni<RegisterBankAccountResponse> registerBankAccount(
            RegisterBankAccountRequest request) {
        var caller = Caller.current();
        var registration = RegisteredBankAccountProtos.registration(request);
        caller.mustBe(registration.membership(), Role.STAFF);
        return accounts.register(RequestKey.of(caller, request), registration);
    }

    @Override
    public Uni<GetRegisteredBankAccountResponse> getRegisteredBankAccount(
            GetRegisteredBankAccountRequest request) {
        var caller = Caller.current();
        var id = RegisteredBankAccountId.parse(request.getRegisteredBankAccountId());
        return accounts.get(id)
                .invoke(account -> caller.mustBe(account.membership(), READERS))
                .map(RegisteredBankAccountProtos::proto)
                .map(account ->
                        GetRegisteredBankAccountResponse.newBuilder()
                                .setRegisteredBankAccount(account)
                                .build());
    }

    @Override
    public Uni<ListRegisteredBankAccountsResponse> listRegisteredBankAccounts(
            ListRegisteredBankAccountsRequest request) {
        var membership = MembershipId.parse(request.getMembershipId());
        Caller.current().mustBe(membership, READERS);
        var below = PageToken.parse(request.getPageToken(), 1).map(token -> token.uuid(0));
        var size = PageSize.of(request.getPageSize());
        return accounts.page(membership, below, size).map(found -> page(found, size));
    }

    private static ListRegisteredBankAccountsResponse page(
            List<RegisteredBankAccount> found, PageSize size) {
        var response = ListRegisteredBankAccountsResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(RegisteredBankAccountProtos::proto)
                .forEach(response::addRegisteredBankAccounts);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
