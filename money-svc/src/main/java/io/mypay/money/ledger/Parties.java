package io.mypay.money.ledger;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who and what a transfer is about: named by itself, or by the hold that it ends. */
record Parties(
        Optional<Hold> hold,
        Optional<AccountName> from,
        Optional<AccountName> to,
        Optional<Currency> currency) {

    static Parties of(Transfer transfer, Standing standing) {
        return switch (transfer) {
            case Transfer.Single t -> between(t.from(), t.to(), t.amount().currency());
            case Transfer.Hold t -> between(t.from(), t.to(), t.amount().currency());
            case Transfer.Capture t -> {
                var held = ofHold(t.hold(), standing);
                var currency = Optional.of(t.amount().currency());
                yield new Parties(held.hold, held.from, t.to().or(held::to), currency);
            }
            case Transfer.Release t -> ofHold(t.hold(), standing);
            case Transfer.Expiry t -> ofHold(t.hold(), standing);
        };
    }

    /** Those that are known by name. */
    List<AccountName> names() {
        return Stream.of(from, to).flatMap(Optional::stream).toList();
    }

    private static Parties between(AccountName from, AccountName to, Currency currency) {
        return new Parties(
                Optional.empty(), Optional.of(from), Optional.of(to), Optional.of(currency));
    }

    private static Parties ofHold(TransferId id, Standing standing) {
        var hold = standing.hold(id);
        var terms = hold.map(Hold::terms);
        return new Parties(
                hold,
                terms.map(Hold.Terms::from),
                terms.map(Hold.Terms::to),
                terms.map(known -> known.amount().currency()));
    }
}
