package io.mypay.bank.account;

import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.http.Field;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What a bank answers about one of its accounts. */
@Path("/banks/{bank}/accounts/{number}")
@RunOnVirtualThread
public final class AccountEndpoint {
    private final Agreements agreements;
    private final Accounts accounts;

    AccountEndpoint(Agreements agreements, Accounts accounts) {
        this.agreements = agreements;
        this.accounts = accounts;
    }

    @GET
    public AccountAnswer account(String bank, String number) {
        return AccountAnswer.of(accounts.find(id(bank, number)));
    }

    @GET
    @Path("/balance")
    public BalanceAnswer balance(String bank, String number) {
        return BalanceAnswer.of(accounts.find(id(bank, number)));
    }

    private AccountId id(String bank, String number) {
        return new AccountId(
                agreements.at(Field.read("bank", bank, BankCode::new)).bank(),
                Field.read("account_number", number, AccountNumber::new));
    }
}
