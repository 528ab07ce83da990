package io.mypay.payment.refund;

import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.paying.Payment;
import java.time.Duration;
import java.time.Instant;

/**
 * Money going back to the member: Requested → Completed | Refused. Once reserved, nothing can
 * refuse it but an account that was closed because its owner has withdrawn.
 */
public sealed interface Refund {
    RefundId id();

    PaymentId payment();

    Money amount();

    record Requested(
            RefundId id,
            PaymentId payment,
            Money amount,
            String reason,
            String requestedBy,
            Instant requestedAt)
            implements Refund {
        private static final Duration FINAL_WITHIN = Duration.ofHours(1);

        /** By then it is completed or raised as stuck. */
        public Instant finalBy() {
            return requestedAt.plus(FINAL_WITHIN);
        }

        /** The ledger says no to it, now and for ever. */
        public Refused refuse(Instant now) {
            return new Refused(id, payment, amount, now);
        }

        /** What the payment becomes by it is {@code after}. */
        public Completed complete(Payment after, Instant now) {
            return new Completed(id, payment, amount, after.refunded(), now);
        }
    }

    /** Member or merchant has withdrawn: nothing has moved and nothing is reserved. */
    record Refused(RefundId id, PaymentId payment, Money amount, Instant at) implements Refund {}

    /**
     * The member has it.
     *
     * @param refundedSoFar of the payment, with this refund and all before it
     */
    record Completed(
            RefundId id, PaymentId payment, Money amount, Money refundedSoFar, Instant completedAt)
            implements Refund {
        /** The payment as this refund left it; others may have come since. */
        public Payment left(Payment current) {
            return Payment.refunded(current.order(), current.trail(), refundedSoFar, completedAt);
        }
    }
}
