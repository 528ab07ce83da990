package io.mypay.remittance.sending;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.remittance.Charge;
import io.mypay.remittance.RemittanceRefusal;
import io.mypay.remittance.funding.Balances;
import io.mypay.remittance.funding.Shortfall;
import io.mypay.remittance.member.Memberships;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Checks a draft with everybody who has a say, and says what it would take. */
@ApplicationScoped
class Quotes {
    private final Memberships memberships;
    private final Balances balances;
    private final Money feeToBanks;

    Quotes(Memberships memberships, Balances balances, SendingSettings settings) {
        this.memberships = memberships;
        this.balances = balances;
        this.feeToBanks = Money.krw(settings.fee());
    }

    Uni<Quote> quote(Draft draft) {
        var charge = draft.charge(feeToBanks);
        return memberships
                .check(draft.sender(), draft.recipient().member())
                .chain(() -> balances.available(draft.sender()))
                .chain(available -> quote(draft, charge, available));
    }

    private Uni<Quote> quote(Draft draft, Charge charge, Money available) {
        return Shortfall.of(charge.total(), available)
                .map(lack -> recharged(draft, charge, lack))
                .orElseGet(() -> Uni.createFrom().item(new Quote(charge, Money.krw(0))));
    }

    private Uni<Quote> recharged(Draft draft, Charge charge, Shortfall lack) {
        return balances.isRechargeable(draft.sender())
                .map(rechargeable -> {
                    if (!rechargeable) {
                        throw new Refused(new RemittanceRefusal.InsufficientFunds(lack.missing()));
                    }
                    return new Quote(charge, lack.recharge());
                });
    }
}
