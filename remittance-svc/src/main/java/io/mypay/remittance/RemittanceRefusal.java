package io.mypay.remittance;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refusal;

/** What remittance says no to, leaving no trace. */
public sealed interface RemittanceRefusal extends Refusal {
    /** Sender or recipient is suspended or withdrawn. */
    record MembershipNotActive(MembershipId member) implements RemittanceRefusal {}

    record RecipientNotFound(MembershipId recipient) implements RemittanceRefusal {}

    /** Merchants are paid, not sent money. */
    record RecipientNotAMember(MembershipId recipient) implements RemittanceRefusal {}

    record SameMember() implements RemittanceRefusal {}

    /** So much is missing, and there is no bank account to recharge it from. */
    record InsufficientFunds(Money missing) implements RemittanceRefusal {}

    record CurrencyNotSupported(String currencyCode) implements RemittanceRefusal {}
}
