package io.mypay.banking.firmbanking;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.Objects;

/** What somebody asks banking to do, before it is known whether it can be done. */
public record FirmbankingOrder(
        Purpose purpose, Direction direction, Counterpart counterpart, Money amount) {
    public FirmbankingOrder {
        Objects.requireNonNull(purpose, "purpose");
        if (!amount.isPositive()) {
            throw new Refused(new Common.InvalidField("amount", "must be positive"));
        }
        // Each purpose has one way; the other would tell the ledger the opposite of what happened.
        if ((purpose.origin() == Purpose.Origin.RECHARGE) != (direction == Direction.WITHDRAW)) {
            throw new Refused(
                    new Common.InvalidField(
                            "direction", "must be WITHDRAW for a recharge, else DEPOSIT"));
        }
        if (direction == Direction.WITHDRAW && counterpart instanceof Counterpart.Named) {
            throw new Refused(new Common.InvalidField("bank_account", "is for DEPOSIT only"));
        }
    }

    /** Whether the command does what is asked here. */
    public boolean isWhat(Command command) {
        return purpose.equals(command.purpose())
                && direction == command.direction()
                && amount.equals(command.amount())
                && isCounterpartOf(command);
    }

    private boolean isCounterpartOf(Command command) {
        return switch (counterpart) {
            case Counterpart.Registered(var id) ->
                    command.registered().filter(id::equals).isPresent();
            // Which one was the default then is not for now to judge.
            case Counterpart.Default() -> command.registered().isPresent();
            case Counterpart.Named(var account) ->
                    command.registered().isEmpty() && account.equals(command.account());
        };
    }
}
