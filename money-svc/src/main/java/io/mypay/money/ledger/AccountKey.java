package io.mypay.money.ledger;

import java.util.Currency;

/** A name has one account per currency. */
record AccountKey(AccountName name, Currency currency) {
    static AccountKey of(Account account) {
        return new AccountKey(account.name(), account.currency());
    }
}
