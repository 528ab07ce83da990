package io.mypay.banking.contract;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.bank.BankCode;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The terms under which banks are commanded, read in the commanding transaction. */
@ApplicationScoped
public class AgreedTerms {
    private final TermsStore store;

    AgreedTerms(TermsStore store) {
        this.store = store;
    }

    /** Of the contract that holds now, if there is one; it is not ended before the commit. */
    public Uni<Optional<Terms>> validAt(SqlClient tx, BankCode bank, Instant now) {
        return store.validAt(tx, bank, now);
    }

    /** As {@link #validAt}, refused where no contract holds. */
    public Uni<Terms> requireValidAt(SqlClient tx, BankCode bank, Instant now) {
        return validAt(tx, bank, now).map(found -> found.orElseThrow(() -> notValid(bank)));
    }

    /** Of a contract that was used, whether or not it still holds. */
    public Uni<Terms> of(SqlClient tx, BankContractId contract) {
        return store.of(tx, contract).map(found -> found.orElseThrow(() -> gone(contract)));
    }

    private static Refused notValid(BankCode bank) {
        return new Refused(new BankingRefusal.BankContractNotValid(bank.value()));
    }

    private static IllegalStateException gone(BankContractId contract) {
        return new IllegalStateException("contracts are never deleted, but " + contract + " is");
    }
}
