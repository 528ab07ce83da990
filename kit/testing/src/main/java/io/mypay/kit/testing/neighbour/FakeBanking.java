package io.mypay.kit.testing.neighbour;

import io.grpc.stub.StreamObserver;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsResponse;
import io.mypay.banking.v1.RegisteredBankAccount;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Banking as its callers see it: who has a bank account. */
public final class FakeBanking implements BankingServiceGrpc.AsyncService {
    private final Outages outages;
    private final Map<String, RegisteredBankAccount.State> accounts = new ConcurrentHashMap<>();

    public FakeBanking(Outages outages) {
        this.outages = outages;
    }

    public void register(MembershipId member) {
        accounts.put(member.toString(), RegisteredBankAccount.State.STATE_REGISTERED);
    }

    public void deregister(MembershipId member) {
        accounts.put(member.toString(), RegisteredBankAccount.State.STATE_DEREGISTERED);
    }

    boolean isRegistered(String member) {
        return accounts.get(member) == RegisteredBankAccount.State.STATE_REGISTERED;
    }

    @Override
    public void listRegisteredBankAccounts(
            ListRegisteredBankAccountsRequest request,
            StreamObserver<ListRegisteredBankAccountsResponse> caller) {
        Answers.answer(caller, () -> accounts(request.getMembershipId()));
    }

    private ListRegisteredBankAccountsResponse accounts(String member) {
        outages.before(Operation.BANK_ACCOUNTS, member);
        var response = ListRegisteredBankAccountsResponse.newBuilder();
        var state = accounts.get(member);
        if (state != null) {
            response.addRegisteredBankAccountsBuilder()
                    .setMembershipId(member)
                    .setState(state)
                    .setIsDefault(true);
        }
        return response.build();
    }
}
