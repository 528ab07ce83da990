package io.mypay.money.intake;

import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import io.mypay.money.recharge.FirmbankingId;
import java.util.List;

/**
 * What a bank took from the corporate account together with a command.
 *
 * @param amount zero where the bank is free
 */
public record Fee(FirmbankingId firmbanking, Money amount, String corporateBankCode) {
    /** None for a bank that is free. */
    public List<Transfer.Single> transfers() {
        if (!amount.isPositive()) {
            return List.of();
        }
        return List.of(
                new Transfer.Single(
                        TransferId.of(firmbanking.value(), "fee"),
                        AccountName.FIRMBANKING_FEE,
                        AccountName.corporateCash(corporateBankCode),
                        amount,
                        new Purpose(Code.FIRMBANKING_FEE, firmbanking.toString()),
                        false));
    }
}
