package io.mypay.payment.funding;

import io.grpc.Status;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsResponse;
import io.mypay.banking.v1.MutinyBankingServiceGrpc.MutinyBankingServiceStub;
import io.mypay.banking.v1.RegisteredBankAccount;
import io.mypay.kit.grpc.Errors;
import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.MutinyMoneyServiceGrpc.MutinyMoneyServiceStub;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What a member can spend, and whether there is more where that came from. */
@ApplicationScoped
public class Balances {
    private static final int PAGE_SIZE = 100;

    private final MutinyMoneyServiceStub money;
    private final MutinyBankingServiceStub banking;

    Balances(
            @GrpcClient("money") MutinyMoneyServiceStub money,
            @GrpcClient("banking") MutinyBankingServiceStub banking) {
        this.money = money;
        this.banking = banking;
    }

    /** Old as soon as it is read: good for a forecast, while the ledger decides. */
    public Uni<Money> available(MembershipId member) {
        var request = GetMemberMoneyRequest.newBuilder().setMembershipId(member.toString()).build();
        return Neighbour.call("money", () -> money.getMemberMoney(request))
                .map(found -> Protos.money(found.getMemberMoney().getAvailable()))
                // A new member's account opens by an event, a moment after the sign-up.
                .onFailure(failure -> Errors.code(failure) == Status.Code.NOT_FOUND)
                .recoverWithItem(Money.krw(0));
    }

    /** Whether the member has a registered bank account to recharge from. */
    public Uni<Boolean> isRechargeable(MembershipId member) {
        var request =
                ListRegisteredBankAccountsRequest.newBuilder()
                        .setMembershipId(member.toString())
                        .setPageSize(PAGE_SIZE)
                        .build();
        return Neighbour.call("banking", () -> banking.listRegisteredBankAccounts(request))
                .map(Balances::isAnyRegistered);
    }

    private static boolean isAnyRegistered(ListRegisteredBankAccountsResponse found) {
        return found.getRegisteredBankAccountsList().stream()
                .anyMatch(account ->
                        account.getState() == RegisteredBankAccount.State.STATE_REGISTERED);
    }
}
