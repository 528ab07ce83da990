package io.mypay.remittance.ledger;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.remittance.RemittanceId;

/** Money that moves between members for a remittance. */
public record Movement(RemittanceId id, MembershipId from, MembershipId to, Money amount) {}
