package io.mypay.money.ledger;

import java.time.Instant;
import java.util.Optional;

/** Why a transfer cannot be done, in the order of precedence that {@link Outcome} has. */
record Rules(Instant now) {
    /** The first rule that the transfer breaks, if it breaks one. */
    Optional<Outcome> refuse(Transfer transfer, Parties parties) {
        if (transfer.amountAsked().filter(amount -> !amount.isPositive()).isPresent()) {
            return Optional.of(Outcome.AMOUNT_NOT_POSITIVE);
        }
        if (parties.isTheSame()) {
            return Optional.of(Outcome.SAME_ACCOUNT);
        }
        if (parties.isNotFound()) {
            return Optional.of(Outcome.ACCOUNT_NOT_FOUND);
        }
        if (isClosed(transfer, parties)) {
            return Optional.of(Outcome.ACCOUNT_CLOSED);
        }
        if (isMixed(parties)) {
            return Optional.of(Outcome.CURRENCY_MISMATCH);
        }
        return switch (transfer) {
            case Transfer.Single t -> refuse(t, parties);
            case Transfer.Hold t -> refuse(t, parties);
            case Transfer.Capture t -> notOpen(t, parties).or(() -> refuse(t, parties));
            case Transfer.Release t -> notOpen(t, parties);
            case Transfer.Expiry t -> notOpen(t, parties);
        };
    }

    // A hold whose time is over ends even on a closed account: nothing leaves or enters it.
    private static boolean isClosed(Transfer transfer, Parties parties) {
        return !(transfer instanceof Transfer.Expiry) && parties.any(Account::closed);
    }

    private static boolean isMixed(Parties parties) {
        if (parties.currency().isEmpty()) {
            return false;
        }
        var asked = parties.currency().get();
        return parties.any(account -> !account.currency().equals(asked))
                || parties.hold()
                        .filter(hold -> !hold.terms().amount().currency().equals(asked))
                        .isPresent();
    }

    private static Optional<Outcome> refuse(Transfer.Single t, Parties parties) {
        var payer = parties.payer();
        if (!payer.canSpend(t.amount(), t.purpose().code())) {
            return Optional.of(Outcome.INSUFFICIENT_FUNDS);
        }
        return payer.canLose(t.amount()) && parties.payee().canGain(t.amount())
                ? Optional.empty()
                : Optional.of(Outcome.LIMIT_EXCEEDED);
    }

    private static Optional<Outcome> refuse(Transfer.Hold t, Parties parties) {
        var payer = parties.payer();
        if (!payer.canSpend(t.amount(), t.purpose().code())) {
            return Optional.of(Outcome.INSUFFICIENT_FUNDS);
        }
        return payer.canHold(t.amount()) ? Optional.empty() : Optional.of(Outcome.LIMIT_EXCEEDED);
    }

    // It spends what its hold has reserved, so the payer's funds are not asked.
    private static Optional<Outcome> refuse(Transfer.Capture t, Parties parties) {
        if (parties.hold().orElseThrow() instanceof Hold.Open open
                && t.amount().compareTo(open.left()) > 0) {
            return Optional.of(Outcome.AMOUNT_EXCEEDS_HOLD);
        }
        return parties.payee().canGain(t.amount())
                ? Optional.empty()
                : Optional.of(Outcome.LIMIT_EXCEEDED);
    }

    private Optional<Outcome> notOpen(Transfer transfer, Parties parties) {
        if (parties.hold().isEmpty()) {
            return Optional.of(Outcome.HOLD_NOT_FOUND);
        }
        return switch (parties.hold().get()) {
            case Hold.Captured _ -> Optional.of(Outcome.HOLD_ALREADY_CAPTURED);
            case Hold.Released _ -> Optional.of(Outcome.HOLD_ALREADY_RELEASED);
            case Hold.Expired _ -> Optional.of(Outcome.HOLD_EXPIRED);
            case Hold.Open open ->
                    open.isOver(now) && !(transfer instanceof Transfer.Expiry)
                            ? Optional.of(Outcome.HOLD_EXPIRED)
                            : Optional.empty();
        };
    }
}
