package io.mypay.remittance.bank;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.remittance.RemittanceId;

/** Cash that is to go out for a remittance. */
public record Deposit(RemittanceId id, MembershipId sender, BankAccount to, Money amount) {}
