package io.mypay.payment.refund;

import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import java.time.Instant;

/** Money going back to the member: Requested → Completed. Once reserved, nothing can refuse it. */
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
        public Completed complete(Instant now) {
            return new Completed(id, payment, amount, now);
        }
    }

    record Completed(RefundId id, PaymentId payment, Money amount, Instant completedAt)
            implements Refund {}
}
