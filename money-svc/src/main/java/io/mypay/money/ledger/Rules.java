package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Why a transfer cannot be done, in the order of precedence that {@link Outcome} has. */
final class Rules {
    private final Standing standing;
    private final Instant now;

    Rules(Standing standing, Instant now) {
        this.standing = standing;
        this.now = now;
    }

    /** The first rule that the transfer breaks, if it breaks one. */
    Optional<Outcome> refuse(Transfer transfer, Parties parties) {
        return amountNotPositive(transfer)
                .or(() -> sameAccount(parties))
                .or(() -> accountNotFound(parties))
                .or(() -> accountClosed(transfer, parties))
                .or(() -> currencyMismatch(parties))
                .or(() -> holdNotOpen(transfer, parties))
                .or(() -> exceedsHold(transfer, parties))
                .or(() -> insufficientFunds(transfer, parties))
                .or(() -> limitExceeded(transfer, parties));
    }

    private static Optional<Outcome> amountNotPositive(Transfer transfer) {
        var refused = transfer.amountAsked().filter(amount -> !amount.isPositive()).isPresent();
        return when(refused, Outcome.AMOUNT_NOT_POSITIVE);
    }

    private static Optional<Outcome> sameAccount(Parties parties) {
        var refused = parties.from().isPresent() && parties.from().equals(parties.to());
        return when(refused, Outcome.SAME_ACCOUNT);
    }

    private Optional<Outcome> accountNotFound(Parties parties) {
        var refused = parties.names().stream().anyMatch(name -> find(name, parties).isEmpty());
        return when(refused, Outcome.ACCOUNT_NOT_FOUND);
    }

    // A hold whose time is over ends even on a closed account: nothing leaves or enters it.
    private Optional<Outcome> accountClosed(Transfer transfer, Parties parties) {
        var refused = !(transfer instanceof Transfer.Expiry) && any(parties, Account::closed);
        return when(refused, Outcome.ACCOUNT_CLOSED);
    }

    private Optional<Outcome> currencyMismatch(Parties parties) {
        var asked = parties.currency();
        var held = parties.hold().map(hold -> hold.terms().amount().currency());
        var refused =
                any(parties, account -> !Optional.of(account.currency()).equals(asked))
                        || (held.isPresent() && !held.equals(asked));
        return when(refused, Outcome.CURRENCY_MISMATCH);
    }

    private Optional<Outcome> holdNotOpen(Transfer transfer, Parties parties) {
        if (transfer.holdEnded().isEmpty()) {
            return Optional.empty();
        }
        if (parties.hold().isEmpty()) {
            return Optional.of(Outcome.HOLD_NOT_FOUND);
        }
        return switch (parties.hold().orElseThrow()) {
            case Hold.Captured _ -> Optional.of(Outcome.HOLD_ALREADY_CAPTURED);
            case Hold.Released _ -> Optional.of(Outcome.HOLD_ALREADY_RELEASED);
            case Hold.Expired _ -> Optional.of(Outcome.HOLD_EXPIRED);
            case Hold.Open open ->
                    when(
                            open.isOver(now) && !(transfer instanceof Transfer.Expiry),
                            Outcome.HOLD_EXPIRED);
        };
    }

    private static Optional<Outcome> exceedsHold(Transfer transfer, Parties parties) {
        var refused =
                transfer instanceof Transfer.Capture capture
                        && parties.hold().orElseThrow() instanceof Hold.Open open
                        && capture.amount().compareTo(open.left()) > 0;
        return when(refused, Outcome.AMOUNT_EXCEEDS_HOLD);
    }

    // A capture spends what its hold has reserved, so only new spending is checked.
    private Optional<Outcome> insufficientFunds(Transfer transfer, Parties parties) {
        var refused =
                transfer.holdEnded().isEmpty()
                        && !payer(parties)
                                .canSpend(
                                        transfer.amountAsked().orElseThrow(),
                                        transfer.purpose().code());
        return when(refused, Outcome.INSUFFICIENT_FUNDS);
    }

    private Optional<Outcome> limitExceeded(Transfer transfer, Parties parties) {
        var refused =
                switch (transfer) {
                    case Transfer.Single t -> !canMove(parties, t.amount());
                    case Transfer.Hold t -> !payer(parties).canHold(t.amount());
                    case Transfer.Capture t -> !payee(parties).canGain(t.amount());
                    case Transfer.Release _, Transfer.Expiry _ -> false;
                };
        return when(refused, Outcome.LIMIT_EXCEEDED);
    }

    private boolean canMove(Parties parties, Money amount) {
        return payer(parties).canLose(amount) && payee(parties).canGain(amount);
    }

    private Account payer(Parties parties) {
        return find(parties.from().orElseThrow(), parties).orElseThrow();
    }

    private Account payee(Parties parties) {
        return find(parties.to().orElseThrow(), parties).orElseThrow();
    }

    private boolean any(Parties parties, Predicate<Account> rule) {
        return parties.names().stream()
                .flatMap(name -> find(name, parties).stream())
                .anyMatch(rule);
    }

    // Where only an unknown hold could tell the currency, any will do: the hold is refused anyway.
    private Optional<Account> find(AccountName name, Parties parties) {
        return standing.account(name, parties.currency().orElse(Money.KRW));
    }

    private static Optional<Outcome> when(boolean refused, Outcome outcome) {
        return refused ? Optional.of(outcome) : Optional.empty();
    }
}
