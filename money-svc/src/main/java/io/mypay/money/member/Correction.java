package io.mypay.money.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Code;
import io.mypay.money.ledger.Purpose;
import io.mypay.money.ledger.Transfer;
import io.mypay.money.ledger.TransferId;

/**
 * What staff changes by hand, against the account {@code adjustment}.
 *
 * @param request the request_id it was asked with, kept with the transfer as its reference
 */
public record Correction(
        MembershipId member,
        Direction direction,
        Money amount,
        String reason,
        String madeBy,
        String request) {

    /** Which way. */
    public enum Direction {
        INCREASE,
        DECREASE
    }

    Transfer.Single transfer(TransferId id) {
        var purpose = new Purpose(Code.ADJUSTMENT, request);
        var money = AccountName.member(member);
        return switch (direction) {
            case INCREASE ->
                    new Transfer.Single(id, AccountName.ADJUSTMENT, money, amount, purpose, false);
            case DECREASE ->
                    new Transfer.Single(id, money, AccountName.ADJUSTMENT, amount, purpose, false);
        };
    }
}
