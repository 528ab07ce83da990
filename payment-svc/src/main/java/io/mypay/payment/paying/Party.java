package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;

/** Whose payments: who paid, or who was paid. */
public sealed interface Party {
    MembershipId id();

    record Member(MembershipId id) implements Party {}

    record Merchant(MembershipId id) implements Party {}
}
