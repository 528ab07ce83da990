package io.mypay.payment;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refusal;
import java.time.Instant;

/** What this service refuses; the names are those of {@code mypay.payment.v1.Reason}. */
public sealed interface PaymentRefusal extends Refusal {
    /** Member or merchant is suspended or withdrawn. */
    record MembershipNotActive(String membershipId) implements PaymentRefusal {}

    /** No membership has the merchant's id. */
    record MerchantNotFound(String membershipId) implements PaymentRefusal {}

    /** The membership to be paid is no merchant. */
    record NotAMerchant(String membershipId) implements PaymentRefusal {}

    /** Merchants cannot pay. */
    record NotAMember(String membershipId) implements PaymentRefusal {}

    /** The balance is short, and there is no bank account to recharge from. */
    record InsufficientFunds(Money missing) implements PaymentRefusal {}

    /** Payments are in KRW only. */
    record CurrencyNotSupported(String currencyCode) implements PaymentRefusal {}

    /** Only what was captured can be given back. */
    record PaymentNotCaptured(String state) implements PaymentRefusal {}

    /** More than what is left of the payment. */
    record RefundExceedsPayment(Money left) implements PaymentRefusal {}

    /** Member or merchant has withdrawn, so nothing can go back. */
    record AccountClosed() implements PaymentRefusal {}

    /** A rate cannot begin in the past. */
    record EffectiveFromInPast(Instant now) implements PaymentRefusal {}
}
