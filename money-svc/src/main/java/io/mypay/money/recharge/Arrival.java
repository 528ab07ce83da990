package io.mypay.money.recharge;

import io.mypay.kit.money.Money;

/** Cash that a firmbanking brought into the corporate account for a recharge. */
public record Arrival(
        RechargeId recharge, FirmbankingId firmbanking, Money amount, String corporateBankCode) {}
