package io.mypay.banking.account;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.bank.AccountReply;
import io.mypay.banking.bank.Banks;
import io.mypay.banking.contract.AgreedTerms;
import io.mypay.banking.contract.Terms;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** What must be true of an account before it is linked: others are asked, nothing is written. */
@ApplicationScoped
class AccountChecks {
    private final Memberships memberships;
    private final AgreedTerms terms;
    private final Banks banks;
    private final Database database;
    private final InstantSource clock = InstantSource.system();

    AccountChecks(Memberships memberships, AgreedTerms terms, Banks banks, Database database) {
        this.memberships = memberships;
        this.terms = terms;
        this.banks = banks;
        this.database = database;
    }

    /** The holder's name as the bank knows it. */
    Uni<HolderName> holder(Registration registration) {
        return memberships
                .requireActive(registration.membership())
                .chain(() -> terms(registration))
                .chain(found -> banks.account(found.address(), registration.account().number()))
                .map(reply -> holder(registration, reply));
    }

    private Uni<Terms> terms(Registration registration) {
        var bank = registration.account().bank();
        return database.inTransaction(tx -> terms.requireValidAt(tx, bank, clock.instant()));
    }

    private static HolderName holder(Registration registration, AccountReply reply) {
        return switch (reply) {
            case AccountReply.Open(var name) -> same(registration.holder(), new HolderName(name));
            case AccountReply.NotOpen() ->
                    throw new Refused(new BankingRefusal.BankAccountNotValid());
            case AccountReply.Silent(_) -> throw new Refused(unavailable(registration));
        };
    }

    private static HolderName same(HolderName asked, HolderName known) {
        if (!known.isSameAs(asked)) {
            throw new Refused(new BankingRefusal.HolderNameMismatch());
        }
        return known;
    }

    private static BankingRefusal unavailable(Registration registration) {
        return new BankingRefusal.BankUnavailable(registration.account().bank().value());
    }
}
