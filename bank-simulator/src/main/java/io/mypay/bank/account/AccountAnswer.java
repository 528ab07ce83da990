package io.mypay.bank.account;

/** What a bank tells a stranger about an account: that it exists, and whose it is. */
record AccountAnswer(
        String bankCode, String accountNumber, String holderName, AccountStatus status) {
    static AccountAnswer of(Account account) {
        return new AccountAnswer(
                account.id().bank().value(),
                account.id().number().value(),
                account.holderName(),
                account.status());
    }
}
