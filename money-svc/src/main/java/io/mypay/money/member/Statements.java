package io.mypay.money.member;

import io.mypay.kit.grpc.Pace;
import io.mypay.kit.id.MembershipId;
import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.Entries;
import io.mypay.money.ledger.Period;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;

/** What changed a member's or merchant's money, as a file that is made while it is sent. */
@ApplicationScoped
public class Statements {
    private final Balances balances;
    private final Entries entries;

    Statements(Balances balances, Entries entries) {
        this.balances = balances;
        this.entries = entries;
    }

    /** Its pieces in order, the first one the header; never more of them than the caller takes. */
    public Multi<String> export(MembershipId owner, Currency currency, Period period) {
        var pace = Pace.ofRunningCall();
        return balances.of(owner, currency)
                .onItem()
                .transformToMulti(account ->
                        Multi.createBy()
                                .concatenating()
                                .streams(
                                        Multi.createFrom().item(StatementFile.header()),
                                        lines(account, period, pace)));
    }

    private Multi<String> lines(Account account, Period period, Pace pace) {
        return entries.within(account, period, pace::ready)
                .map(StatementFile::lines)
                .filter(piece -> !piece.isEmpty());
    }
}
