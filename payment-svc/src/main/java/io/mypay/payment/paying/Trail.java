package io.mypay.payment.paying;

import io.mypay.kit.money.Money;
import io.mypay.payment.funding.RechargeId;
import java.util.Optional;

/**
 * What a payment has set in motion elsewhere.
 *
 * @param recharged what its recharge brings; zero if there is none, or if that one failed
 */
public record Trail(Money recharged, Optional<RechargeId> recharge) {
    public static final Trail NONE = new Trail(Money.krw(0), Optional.empty());

    public Trail {
        if (recharged.isNegative()) {
            throw new IllegalArgumentException("a recharge of " + recharged);
        }
    }

    Trail recharging(Money amount) {
        return new Trail(amount, recharge);
    }

    Trail with(RechargeId id) {
        return new Trail(recharged, Optional.of(id));
    }

    Trail withNothingRecharged() {
        return new Trail(Money.krw(0), recharge);
    }
}
