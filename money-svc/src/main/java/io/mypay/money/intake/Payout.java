package io.mypay.money.intake;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;
import java.util.List;
import java.util.UUID;

/**
 * A merchant was paid for a settlement.
 *
 * @param net what its bank account got
 * @param commission MyPay's share; negative when refunds took back more than was earned
 */
public record Payout(
        UUID id,
        String settlement,
        MembershipId merchant,
        Money net,
        Money commission,
        String corporateBankCode) {
    public Payout {
        if (!net.isPositive()) {
            throw new IllegalArgumentException("a payout pays something");
        }
    }

    /** Both or none: what the merchant was owed is gone by the payout and the commission. */
    public List<Transfer.Single> transfers() {
        var paid =
                new Transfer.Single(
                        TransferId.of(id, "net"),
                        AccountName.merchant(merchant),
                        AccountName.corporateCash(corporateBankCode),
                        net,
                        new Purpose(Code.PAYOUT, settlement),
                        !commission.isZero());
        if (commission.isZero()) {
            return List.of(paid);
        }
        return List.of(paid, share());
    }

    private Transfer.Single share() {
        var earned = commission.isPositive();
        var account = AccountName.merchant(merchant);
        return new Transfer.Single(
                TransferId.of(id, "commission"),
                earned ? account : AccountName.COMMISSION,
                earned ? AccountName.COMMISSION : account,
                earned ? commission : commission.negated(),
                new Purpose(Code.COMMISSION, settlement),
                false);
    }
}
