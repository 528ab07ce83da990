package io.mypay.money.intake;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Facts;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.money.recharge.FirmbankingId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Posts what cash did at the banks: fees taken, merchants paid. */
@ApplicationScoped
public class CashMovements {
    private final Facts facts;

    CashMovements(Facts facts) {
        this.facts = facts;
    }

    /** What the bank took from the corporate account with the command; empty where it is free. */
    public Optional<Transfer.Single> fee(
            FirmbankingId firmbanking, Money fee, String corporateBankCode) {
        if (!fee.isPositive()) {
            return Optional.empty();
        }
        return Optional.of(
                new Transfer.Single(
                        TransferId.of(firmbanking.value(), "fee"),
                        AccountName.FIRMBANKING_FEE,
                        AccountName.corporateCash(corporateBankCode),
                        fee,
                        new Purpose(Code.FIRMBANKING_FEE, firmbanking.toString()),
                        false));
    }

    public Uni<Void> post(SqlConnection tx, List<Transfer.Single> movements) {
        return facts.post(tx, movements).replaceWithVoid();
    }
}
