package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentId;
import io.mypay.payment.PaymentRefusal;
import java.time.Duration;
import java.time.Instant;

/** A payment as it is asked for, before anything was checked with others. */
public record Draft(MembershipId member, MembershipId merchant, Money amount, String orderName) {
    /** Far beyond any payment, and far from where sums would overflow. */
    private static final long WON_MAX = 1_000_000_000_000L;

    /** What no text column can hold. */
    private static final int NUL = 0;

    /** Refuses what is wrong in itself. */
    public Draft {
        if (!amount.currency().equals(Money.KRW)) {
            throw new Refused(
                    new PaymentRefusal.CurrencyNotSupported(amount.currency().getCurrencyCode()));
        }
        if (!amount.isPositive() || amount.minorUnits() > WON_MAX) {
            throw new Refused(
                    new Common.InvalidField("amount.minor_units", "must be 1 to " + WON_MAX));
        }
        if (orderName.indexOf(NUL) >= 0) {
            throw new Refused(new Common.InvalidField("order_name", "must not contain U+0000"));
        }
        if (member.equals(merchant)) {
            throw new Refused(new PaymentRefusal.NotAMerchant(merchant.toString()));
        }
    }

    Order order(PaymentId id, Instant now, Duration finalWithin) {
        return new Order(id, member, merchant, orderName, amount, now, now.plus(finalWithin));
    }
}
