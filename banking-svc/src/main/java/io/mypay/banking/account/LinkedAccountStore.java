package io.mypay.banking.account;

import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.vault.Vault;
import io.mypay.kit.id.MembershipId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads registered accounts for whoever is in a transaction of the reactive client. */
@ApplicationScoped
class LinkedAccountStore {
    private final Vault vault;

    LinkedAccountStore(Vault vault) {
        this.vault = vault;
    }

    // The owner is part of the question: another membership's account is no account.
    private static final String OF =
            """
            SELECT registered_bank_account_id, bank_code, account_number_sealed
              FROM registered_bank_account
             WHERE registered_bank_account_id = $1
               AND membership_id = $2
               AND state = 'REGISTERED'
            """;

    Uni<Optional<LinkedAccount>> of(
            SqlConnection tx, MembershipId membership, RegisteredBankAccountId id) {
        return tx.preparedQuery(OF)
                .execute(Tuple.of(id.value(), membership.value()))
                .map(this::first);
    }

    private static final String DEFAULT_OF =
            """
            SELECT registered_bank_account_id, bank_code, account_number_sealed
              FROM registered_bank_account
             WHERE membership_id = $1
               AND is_default
            """;

    Uni<Optional<LinkedAccount>> defaultOf(SqlConnection tx, MembershipId membership) {
        return tx.preparedQuery(DEFAULT_OF).execute(Tuple.of(membership.value())).map(this::first);
    }

    private Optional<LinkedAccount> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::account).findFirst();
    }

    private LinkedAccount account(Row row) {
        var id = row.getUUID("registered_bank_account_id");
        var sealed = row.getBuffer("account_number_sealed").getBytes();
        var bank = new BankCode(row.getString("bank_code"));
        return new LinkedAccount(
                new RegisteredBankAccountId(id), new BankAccount(bank, vault.open(sealed, id)));
    }
}
