package io.mypay.bank.statement;

import io.mypay.bank.BankSettings;
import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.http.Field;
import io.mypay.bank.http.PageToken;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Serves an account's statement of one day. */
@Path("/banks/{bank}/statements/{date}")
@RunOnVirtualThread
public final class StatementEndpoint {
    private final Agreements agreements;
    private final Statements statements;
    private final int pageSize;

    StatementEndpoint(Agreements agreements, Statements statements, BankSettings settings) {
        this.agreements = agreements;
        this.statements = statements;
        this.pageSize = settings.statementPageSize();
    }

    @GET
    public StatementPage statement(
            String bank,
            String date,
            @QueryParam("account_number") String number,
            @QueryParam("page_token") String token) {
        AccountId account =
                new AccountId(
                        agreements.at(Field.read("bank", bank, BankCode::new)).bank(),
                        Field.read("account_number", number, AccountNumber::new));
        LocalDate day = Field.read("date", date, Field::date);
        long after =
                Optional.ofNullable(token)
                        .map(given -> Field.read("page_token", given, StatementEndpoint::number))
                        .orElse(0L);
        List<StatementPage.Line> lines =
                statements.list(account, day, after, pageSize).stream()
                        .map(StatementPage.Line::of)
                        .toList();
        String next = lines.size() < pageSize ? null : PageToken.encode(lines.getLast().entryId());
        return new StatementPage(lines, next);
    }

    private static long number(String token) {
        return Long.parseLong(PageToken.decode(token));
    }
}
