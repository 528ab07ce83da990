package io.mypay.bank;

import io.smallrye.config.ConfigMapping;

/** What an operator can set; application.properties has the defaults and the reasons. */
@ConfigMapping(prefix = "mypay.bank")
public interface BankSettings {
    Corporate corporate();

    long commandWindowSeconds();

    int statementPageSize();

    /** MyPay's own account, opened at the start when it is not there yet. */
    interface Corporate {
        String bankCode();

        String accountNumber();

        String holderName();

        /** In won. */
        long overdraftLimit();
    }
}
