package io.mypay.money.recharge;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import java.util.Optional;

/**
 * Cash that a firmbanking brought into the corporate account for a recharge. The credit's id is
 * derived from the recharge, so not even two firmbankings could credit it twice.
 */
public record Arrival(
        RechargeId recharge, FirmbankingId firmbanking, Money amount, String corporateBankCode) {

    /** What the cash is to the recharge it came for. */
    public sealed interface Meaning {
        /** A recharge waits for exactly this. */
        record Awaited(Recharge.Requested recharge) implements Meaning {}

        /** Told again. */
        record AlreadyCredited() implements Meaning {}

        /** No recharge waits for it, but the cash is there nevertheless: people explain it. */
        record Unexplained() implements Meaning {}
    }

    public Meaning meaning(Optional<Recharge> found) {
        return switch (found.orElse(null)) {
            case Recharge.Requested r when r.terms().amount().equals(amount) ->
                    new Meaning.Awaited(r);
            case Recharge.Succeeded s when s.by().equals(firmbanking) ->
                    new Meaning.AlreadyCredited();
            case null, default -> new Meaning.Unexplained();
        };
    }

    /** The member's money. */
    public Transfer.Single credit(Recharge.Terms terms) {
        return transfer(
                TransferId.of(terms.id().value(), "credit"),
                AccountName.member(terms.member()),
                terms.amount());
    }

    /** In the place of the credit, where there is nobody to give it to. */
    public Transfer.Single unexplained() {
        return transfer(
                TransferId.of(firmbanking.value(), "suspense"), AccountName.SUSPENSE, amount);
    }

    private Transfer.Single transfer(TransferId id, AccountName to, Money won) {
        return new Transfer.Single(
                id,
                AccountName.corporateCash(corporateBankCode),
                to,
                won,
                new Purpose(Code.RECHARGE, recharge.toString()),
                false);
    }
}
