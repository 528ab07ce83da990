package io.mypay.remittance.sending;

import io.mypay.kit.money.Money;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.funding.RechargeId;
import java.util.Optional;

/**
 * What a remittance has set in motion elsewhere.
 *
 * @param recharged what its recharge brings; zero if there is none, or if that one failed
 */
public record Trail(
        Money recharged, Optional<RechargeId> recharge, Optional<FirmbankingId> firmbanking) {
    public static final Trail NONE = new Trail(Money.krw(0), Optional.empty(), Optional.empty());

    public Trail {
        if (recharged.isNegative()) {
            throw new IllegalArgumentException("a recharge of " + recharged);
        }
    }

    Trail recharging(Money amount) {
        return new Trail(amount, recharge, firmbanking);
    }

    Trail with(RechargeId id) {
        return new Trail(recharged, Optional.of(id), firmbanking);
    }

    Trail withNothingRecharged() {
        return new Trail(Money.krw(0), recharge, firmbanking);
    }

    Trail with(FirmbankingId id) {
        return new Trail(recharged, recharge, Optional.of(id));
    }
}
