package io.mypay.bank.account;

import io.mypay.bank.BankSettings;
import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Won;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Opens MyPay's own account at the first start; afterwards it is an account like any other. */
final class CorporateAccount {
    private static final Logger LOG = Logger.getLogger(CorporateAccount.class);

    void openAtStart(
            @Observes StartupEvent start,
            BankSettings settings,
            Agreements agreements,
            Accounts accounts) {
        BankSettings.Corporate corporate = settings.corporate();
        AccountId id =
                new AccountId(
                        agreements.at(new BankCode(corporate.bankCode())).bank(),
                        new AccountNumber(corporate.accountNumber()));
        boolean opened =
                accounts.openIfAbsent(
                        new Account(
                                id,
                                corporate.holderName(),
                                AccountStatus.OPEN,
                                Won.ZERO,
                                new Won(corporate.overdraftLimit())));
        LOG.infof("corporate account %s %s", id, opened ? "opened" : "is there");
    }
}
