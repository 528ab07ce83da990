package io.mypay.payment.paying;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentRefusal;
import io.mypay.payment.funding.Balances;
import io.mypay.payment.funding.Shortfall;
import io.mypay.payment.party.Parties;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Checks a draft with everybody who has a say, and says what it would take. */
@ApplicationScoped
class Quotes {
    private final Parties parties;
    private final Balances balances;

    Quotes(Parties parties, Balances balances) {
        this.parties = parties;
        this.balances = balances;
    }

    /** What would be recharged for it; zero if the balance suffices. */
    Uni<Money> recharge(Draft draft) {
        return parties.check(draft.member(), draft.merchant())
                .chain(() -> balances.available(draft.member()))
                .chain(available ->
                        Shortfall.of(draft.amount(), available)
                                .map(lack -> recharge(draft, lack))
                                .orElseGet(() -> Uni.createFrom().item(Money.krw(0))));
    }

    private Uni<Money> recharge(Draft draft, Shortfall lack) {
        return balances.isRechargeable(draft.member())
                .map(rechargeable -> {
                    if (!rechargeable) {
                        throw new Refused(new PaymentRefusal.InsufficientFunds(lack.missing()));
                    }
                    return lack.recharge();
                });
    }
}
