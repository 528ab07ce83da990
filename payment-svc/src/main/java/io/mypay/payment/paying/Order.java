package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.ledger.Movement;
import java.time.Instant;

/**
 * What is to be paid. It is the same in every state of the payment.
 *
 * @param finalBy by then it is captured or declined, or raised as stuck
 */
public record Order(
        PaymentId id,
        MembershipId member,
        MembershipId merchant,
        String name,
        Money amount,
        Instant requestedAt,
        Instant finalBy) {
    public Order {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("nobody pays " + amount);
        }
        if (member.equals(merchant)) {
            throw new IllegalArgumentException("nobody pays himself");
        }
    }

    /** For logs: which payment, and nothing of what is personal in it. */
    @Override
    public String toString() {
        return id.toString();
    }

    public Movement movement() {
        return new Movement(id, member, merchant, amount);
    }
}
