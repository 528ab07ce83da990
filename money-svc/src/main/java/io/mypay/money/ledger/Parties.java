package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who and what a transfer is about, as it stands when its turn comes: named by itself, or by the
 * hold that it ends.
 */
record Parties(
        Optional<Hold> hold, Optional<Currency> currency, Optional<Side> from, Optional<Side> to) {

    /** One of the two accounts: what it is called, and what was found under that name. */
    record Side(AccountName name, Optional<Account> account) {}

    static Parties of(Transfer transfer, Standing standing) {
        return switch (transfer) {
            case Transfer.Single t -> between(t.from(), t.to(), t.amount(), standing);
            case Transfer.Hold t -> between(t.from(), t.to(), t.amount(), standing);
            case Transfer.Capture t -> {
                var hold = standing.hold(t.hold());
                var currency = t.amount().currency();
                yield of(hold, t.to(), Optional.of(currency), standing);
            }
            case Transfer.Release t -> of(standing.hold(t.hold()), standing);
            case Transfer.Expiry t -> of(standing.hold(t.hold()), standing);
        };
    }

    /** Where the rules have found everything in order. */
    Account payer() {
        return from.flatMap(Side::account).orElseThrow();
    }

    /** As payer. */
    Account payee() {
        return to.flatMap(Side::account).orElseThrow();
    }

    boolean isTheSame() {
        return from.isPresent() && to.isPresent() && from.get().name().equals(to.get().name());
    }

    /** Whether somebody is named whom nobody has opened. */
    boolean isNotFound() {
        return from.filter(side -> side.account().isEmpty()).isPresent()
                || to.filter(side -> side.account().isEmpty()).isPresent();
    }

    boolean any(Predicate<Account> rule) {
        return from.flatMap(Side::account).filter(rule).isPresent()
                || to.flatMap(Side::account).filter(rule).isPresent();
    }

    private static Parties between(
            AccountName from, AccountName to, Money amount, Standing standing) {
        var currency = amount.currency();
        return new Parties(
                Optional.empty(),
                Optional.of(currency),
                Optional.of(side(from, currency, standing)),
                Optional.of(side(to, currency, standing)));
    }

    private static Parties of(Optional<Hold> hold, Standing standing) {
        var currency = hold.map(held -> held.terms().amount().currency());
        return of(hold, Optional.empty(), currency, standing);
    }

    private static Parties of(
            Optional<Hold> hold,
            Optional<AccountName> instead,
            Optional<Currency> currency,
            Standing standing) {
        // Where only an unknown hold could tell the currency, any will do: it is refused anyway.
        var preferred = currency.orElse(Money.KRW);
        var terms = hold.map(Hold::terms);
        return new Parties(
                hold,
                currency,
                terms.map(held -> side(held.from(), preferred, standing)),
                instead.or(() -> terms.map(Hold.Terms::to))
                        .map(name -> side(name, preferred, standing)));
    }

    private static Side side(AccountName name, Currency currency, Standing standing) {
        return new Side(name, standing.account(name, currency));
    }
}
