package io.mypay.remittance.sending;

import io.mypay.kit.money.Money;
import io.mypay.remittance.Charge;

/** What a remittance would take now. */
public record Quote(Charge charge, Money recharge) {}
