package io.mypay.banking.contract;

import io.mypay.banking.bank.BankAddress;
import io.mypay.banking.bank.BankCode;
import io.mypay.kit.money.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads contracts for whoever is in a transaction of the reactive client. */
@ApplicationScoped
class TermsStore {
    // Shared with other commands, exclusive of ending the contract: whoever ends it knows that
    // everything recorded or sent under it was so before.
    private static final String VALID_AT =
            """
            SELECT bank_contract_id, bank_code, endpoint, fee, daily_limit
              FROM bank_contract
             WHERE bank_code = $1
               AND state = 'ACTIVE'
               AND valid_from <= $2
               AND valid_until > $2
               FOR SHARE
            """;

    Uni<Optional<Terms>> validAt(SqlClient tx, BankCode bank, Instant now) {
        return tx.preparedQuery(VALID_AT)
                .execute(Tuple.of(bank.value(), now.atOffset(ZoneOffset.UTC)))
                .map(TermsStore::first);
    }

    private static final String OF =
            """
            SELECT bank_contract_id, bank_code, endpoint, fee, daily_limit
              FROM bank_contract
             WHERE bank_contract_id = $1
            """;

    Uni<Optional<Terms>> of(SqlClient tx, BankContractId contract) {
        return tx.preparedQuery(OF).execute(Tuple.of(contract.value())).map(TermsStore::first);
    }

    private static Optional<Terms> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(TermsStore::terms).findFirst();
    }

    private static Terms terms(Row row) {
        return new Terms(
                new BankContractId(row.getUUID("bank_contract_id")),
                new BankAddress(
                        new BankCode(row.getString("bank_code")),
                        URI.create(row.getString("endpoint"))),
                Money.krw(row.getLong("fee")),
                Money.krw(row.getLong("daily_limit")));
    }
}
