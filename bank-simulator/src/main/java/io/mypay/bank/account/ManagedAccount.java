package io.mypay.bank.account;

import java.util.List;

/** An account as the administration sees it. */
record ManagedAccount(
        String bankCode,
        String accountNumber,
        String holderName,
        AccountStatus status,
        long balance,
        long overdraftLimit) {
    static ManagedAccount of(Account account) {
        return new ManagedAccount(
                account.id().bank().value(),
                account.id().number().value(),
                account.holderName(),
                account.status(),
                account.balance().value(),
                account.overdraftLimit().value());
    }

    /** One page of a bank's accounts, by number; the last one has no next token. */
    record Page(List<ManagedAccount> accounts, String nextPageToken) {}
}
