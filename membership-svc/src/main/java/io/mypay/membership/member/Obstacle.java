package io.mypay.membership.member;

import io.mypay.membership.MembershipRefusal;

/** What keeps a membership from withdrawing, until it is gone. */
public enum Obstacle {
    /** A balance is not zero. */
    MONEY_LEFT,
    /** A payment or remittance is on its way. */
    MONEY_HELD,
    /** Cash is on its way. */
    RECHARGE_UNDER_WAY;

    MembershipRefusal refusal() {
        return switch (this) {
            case MONEY_LEFT -> new MembershipRefusal.MoneyLeft();
            case MONEY_HELD -> new MembershipRefusal.MoneyHeld();
            case RECHARGE_UNDER_WAY -> new MembershipRefusal.RechargeUnderWay();
        };
    }
}
