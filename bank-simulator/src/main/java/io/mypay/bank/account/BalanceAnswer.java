package io.mypay.bank.account;

import io.mypay.bank.language.Won;

record BalanceAnswer(String currency, long balance) {
    static BalanceAnswer of(Account account) {
        return new BalanceAnswer(Won.CURRENCY, account.balance().value());
    }
}
