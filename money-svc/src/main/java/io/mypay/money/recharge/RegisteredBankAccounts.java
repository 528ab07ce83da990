package io.mypay.money.recharge;

import io.grpc.Status;
import io.mypay.banking.v1.BankingService;
import io.mypay.banking.v1.GetRegisteredBankAccountRequest;
import io.mypay.banking.v1.GetRegisteredBankAccountResponse;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsResponse;
import io.mypay.banking.v1.RegisteredBankAccount;
import io.mypay.kit.grpc.Errors;
import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.MoneyRefusal;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** Asks banking where a member's cash may come from. */
@ApplicationScoped
public class RegisteredBankAccounts {
    private static final String BANKING = "banking";

    /** More than anybody registers; the default is among them. */
    private static final int PAGE = 1000;

    private final BankingService banking;

    RegisteredBankAccounts(@GrpcClient(BANKING) BankingService banking) {
        this.banking = banking;
    }

    /** The account that the order names, or the member's default one. */
    public Uni<RegisteredBankAccountId> sourceOf(RechargeOrder order) {
        return order.from()
                .map(named -> named(order.member(), named))
                .orElseGet(() -> defaultOf(order.member()));
    }

    private Uni<RegisteredBankAccountId> named(MembershipId member, RegisteredBankAccountId id) {
        var request =
                GetRegisteredBankAccountRequest.newBuilder()
                        .setRegisteredBankAccountId(id.toString())
                        .build();
        return Neighbour.call(BANKING, () -> banking.getRegisteredBankAccount(request))
                .map(GetRegisteredBankAccountResponse::getRegisteredBankAccount)
                .onFailure(failure -> Errors.code(failure) == Status.Code.NOT_FOUND)
                .transform(_ -> none())
                .map(account -> usable(member, Stream.of(account)));
    }

    private Uni<RegisteredBankAccountId> defaultOf(MembershipId member) {
        var request =
                ListRegisteredBankAccountsRequest.newBuilder()
                        .setMembershipId(member.toString())
                        .setPageSize(PAGE)
                        .build();
        return Neighbour.call(BANKING, () -> banking.listRegisteredBankAccounts(request))
                .map(ListRegisteredBankAccountsResponse::getRegisteredBankAccountsList)
                .map(all -> all.stream().filter(RegisteredBankAccount::getIsDefault))
                .map(defaults -> usable(member, defaults));
    }

    // Somebody else's account is refused like one that does not exist: its existence is no
    // business of this member.
    private static RegisteredBankAccountId usable(
            MembershipId member, Stream<RegisteredBankAccount> accounts) {
        return accounts.filter(account -> account.getMembershipId().equals(member.toString()))
                .filter(RegisteredBankAccounts::isRegistered)
                .findFirst()
                .map(account -> RegisteredBankAccountId.parse(account.getRegisteredBankAccountId()))
                .orElseThrow(RegisteredBankAccounts::none);
    }

    private static boolean isRegistered(RegisteredBankAccount account) {
        return account.getState() == RegisteredBankAccount.State.STATE_REGISTERED;
    }

    private static Refused none() {
        return new Refused(new MoneyRefusal.NoRegisteredBankAccount());
    }
}
