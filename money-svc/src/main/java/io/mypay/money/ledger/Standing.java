package io.mypay.money.ledger;

import java.util.Currency;
import java.util.Optional;

/** How accounts and holds stand at one point of a batch. */
sealed interface Standing permits Book, Sheet {
    /** The account of that name: the one in the currency if there is, else one in another. */
    Optional<Account> account(AccountName name, Currency preferred);

    Optional<Hold> hold(TransferId id);
}
