package io.mypay.money;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.GetRegisteredBankAccountRequest;
import io.mypay.banking.v1.GetRegisteredBankAccountResponse;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsResponse;
import io.mypay.banking.v1.RegisteredBankAccount;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Banking as money sees it: it knows registered accounts, and can be away for a member. */
public final class FakeBanking implements BankingServiceGrpc.AsyncService {
    private static final Map<String, RegisteredBankAccount> ACCOUNTS = new ConcurrentHashMap<>();
    private static final Set<String> AWAY = ConcurrentHashMap.newKeySet();

    /** A default account of the member, ready to be used. */
    public static UUID registered(UUID member) {
        return account(member, RegisteredBankAccount.State.STATE_REGISTERED, true);
    }

    public static UUID notDefault(UUID member) {
        return account(member, RegisteredBankAccount.State.STATE_REGISTERED, false);
    }

    public static UUID deregistered(UUID member) {
        return account(member, RegisteredBankAccount.State.STATE_DEREGISTERED, true);
    }

    /** From now on it cannot be asked about this member. */
    public static void away(UUID member) {
        AWAY.add(member.toString());
    }

    private static UUID account(UUID member, RegisteredBankAccount.State state, boolean isDefault) {
        var id = UUID.randomUUID();
        ACCOUNTS.put(
                id.toString(),
                RegisteredBankAccount.newBuilder()
                        .setRegisteredBankAccountId(id.toString())
                        .setMembershipId(member.toString())
                        .setState(state)
                        .setIsDefault(isDefault)
                        .build());
        return id;
    }

    @Override
    public void getRegisteredBankAccount(
            GetRegisteredBankAccountRequest request,
            StreamObserver<GetRegisteredBankAccountResponse> response) {
        var account = ACCOUNTS.get(request.getRegisteredBankAccountId());
        if (account == null) {
            response.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        response.onNext(
                GetRegisteredBankAccountResponse.newBuilder()
                        .setRegisteredBankAccount(account)
                        .build());
        response.onCompleted();
    }

    @Override
    public void listRegisteredBankAccounts(
            ListRegisteredBankAccountsRequest request,
            StreamObserver<ListRegisteredBankAccountsResponse> response) {
        if (AWAY.contains(request.getMembershipId())) {
            response.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        var found =
                ACCOUNTS.values().stream()
                        .filter(a -> a.getMembershipId().equals(request.getMembershipId()))
                        .toList();
        response.onNext(
                ListRegisteredBankAccountsResponse.newBuilder()
                        .addAllRegisteredBankAccounts(found)
                        .build());
        response.onCompleted();
    }
}
