package io.mypay.payment.ledger;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;

/** Money of a payment between its two parties. */
public record Movement(
        PaymentId payment, MembershipId member, MembershipId merchant, Money amount) {}
