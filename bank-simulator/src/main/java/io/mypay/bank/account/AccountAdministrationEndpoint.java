package io.mypay.bank.account;

import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.http.Body;
import io.mypay.bank.http.Field;
import io.mypay.bank.http.PageToken;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Won;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens, lists and closes accounts, as no bank lets a stranger do: for tests and QA. */
@Path("/admin/accounts")
@RunOnVirtualThread
public final class AccountAdministrationEndpoint {
    private static final int PAGE_SIZE = 200;
    private static final int HOLDER_LENGTH_MAX = 100;
    private static final long WON_MAX = 1_000_000_000_000_000L;

    private final Agreements agreements;
    private final Accounts accounts;

    AccountAdministrationEndpoint(Agreements agreements, Accounts accounts) {
        this.agreements = agreements;
        this.accounts = accounts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response open(String json) {
        Account opened = accounts.open(account(json));
        return Response.status(Response.Status.CREATED).entity(ManagedAccount.of(opened)).build();
    }

    @GET
    public ManagedAccount.Page list(
            @QueryParam("bank_code") String bankCode, @QueryParam("page_token") String token) {
        BankCode bank = agreements.at(Field.read("bank_code", bankCode, BankCode::new)).bank();
        String after =
                Optional.ofNullable(token)
                        .map(given -> Field.read("page_token", given, PageToken::decode))
                        .orElse("");
        List<ManagedAccount> found =
                accounts.list(bank, after, PAGE_SIZE).stream().map(ManagedAccount::of).toList();
        String next =
                found.size() < PAGE_SIZE ? null : PageToken.encode(found.getLast().accountNumber());
        return new ManagedAccount.Page(found, next);
    }

    @PUT
    @Path("/{bank}/{number}/status")
    @Consumes(MediaType.APPLICATION_JSON)
    public ManagedAccount setStatus(String bank, String number, String json) {
        AccountId id =
                new AccountId(
                        agreements.at(Field.read("bank", bank, BankCode::new)).bank(),
                        Field.read("account_number", number, AccountNumber::new));
        AccountStatus status =
                Body.parse(json, Set.of("status"))
                        .text("status", AccountAdministrationEndpoint::status);
        return ManagedAccount.of(accounts.setStatus(id, status));
    }

    private Account account(String json) {
        Body body =
                Body.parse(
                        json,
                        Set.of(
                                "bank_code",
                                "account_number",
                                "holder_name",
                                "balance",
                                "overdraft_limit"));
        BankCode bank = agreements.at(body.text("bank_code", BankCode::new)).bank();
        long overdraftLimit = body.optionalInteger("overdraft_limit", 0, WON_MAX).orElse(0L);
        return new Account(
                new AccountId(bank, body.text("account_number", AccountNumber::new)),
                body.text("holder_name", Body.words(HOLDER_LENGTH_MAX)),
                AccountStatus.OPEN,
                new Won(body.optionalInteger("balance", -overdraftLimit, WON_MAX).orElse(0L)),
                new Won(overdraftLimit));
    }

    private static AccountStatus status(String text) {
        return switch (text) {
            case "OPEN" -> AccountStatus.OPEN;
            case "CLOSED" -> AccountStatus.CLOSED;
            default -> throw new IllegalArgumentException("must be OPEN or CLOSED");
        };
    }
}
