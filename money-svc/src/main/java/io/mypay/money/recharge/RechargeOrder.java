package io.mypay.money.recharge;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.MoneyRefusal;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked for, within what one recharge may be.
 *
 * @param from empty for the member's default account
 */
public record RechargeOrder(
        MembershipId member, Money amount, Optional<RegisteredBankAccountId> from) {
    static final Money LIMIT = Money.krw(10_000_000);

    public RechargeOrder {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(from, "from");
        if (!amount.currency().equals(Money.KRW)) {
            throw new Refused(new MoneyRefusal.CurrencyNotSupported(amount.currency()));
        }
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a recharge is of something");
        }
        if (amount.compareTo(LIMIT) > 0) {
            throw new Refused(new MoneyRefusal.AmountOverLimit(LIMIT));
        }
    }
}
