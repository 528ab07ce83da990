package io.mypay.remittance.sending;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.remittance.Charge;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.RemittanceRefusal;
import java.time.Duration;
import java.time.Instant;

/** A remittance as it is asked for, before anything was checked with others. */
public record Draft(MembershipId sender, Recipient recipient, Money amount, Memo memo) {
    /** Far beyond any remittance, and far from where sums would overflow. */
    private static final long WON_MAX = 1_000_000_000_000L;

    /** Refuses what is wrong in itself. */
    public Draft {
        if (!amount.currency().equals(Money.KRW)) {
            throw new Refused(
                    new RemittanceRefusal.CurrencyNotSupported(
                            amount.currency().getCurrencyCode()));
        }
        if (!amount.isPositive() || amount.minorUnits() > WON_MAX) {
            throw new Refused(
                    new Common.InvalidField("amount.minor_units", "must be 1 to " + WON_MAX));
        }
        if (recipient.equals(new Recipient.Member(sender))) {
            throw new Refused(new RemittanceRefusal.SameMember());
        }
    }

    /** Rule 6 of the product: between members it is free. */
    public Charge charge(Money feeToBanks) {
        return switch (recipient) {
            case Recipient.Member _ -> new Charge(amount, Money.krw(0));
            case Recipient.Account _ -> new Charge(amount, feeToBanks);
        };
    }

    public Order order(RemittanceId id, Charge charge, Instant now, Duration finalWithin) {
        return new Order(id, sender, recipient, charge, memo, now, now.plus(finalWithin));
    }
}
