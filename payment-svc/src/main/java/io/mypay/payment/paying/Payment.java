package io.mypay.payment.paying;

import io.mypay.kit.money.Money;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.PaymentId;
import io.mypay.payment.funding.RechargeAnswer;
import io.mypay.payment.funding.RechargeStanding;
import io.mypay.payment.funding.Shortfall;
import io.mypay.payment.ledger.Posted;
import java.time.Instant;

/**
 * A member paying a merchant: Requested → Authorized → Captured → PartiallyRefunded → Refunded, or
 * Declined.
 *
 * <p>Three more states exist because a crash between two calls must not forget what was decided:
 * Lacking (so much will be recharged), Recharging and Funded before Authorized. Each state has one
 * method {@code after}: what it becomes by what was learned, or itself where that decides nothing
 * yet. Nothing was taken from the member of a declined payment, and nothing is held.
 */
public sealed interface Payment {
    Order order();

    Trail trail();

    Instant changedAt();

    default PaymentId id() {
        return order().id();
    }

    /** How much went back. */
    default Money refunded() {
        return Money.krw(0);
    }

    /** Whether it is known how it ended; refunds may still come. */
    default boolean isDecided() {
        return this instanceof Refundable || this instanceof Refunded || this instanceof Declined;
    }

    /** Accepted; whether the balance suffices is not known. */
    record Requested(Order order, Trail trail, Instant changedAt) implements Payment {
        public static Requested of(Order order) {
            return new Requested(order, Trail.NONE, order.requestedAt());
        }

        public Payment after(Money available, Instant now) {
            return Shortfall.of(order.amount(), available)
                    .<Payment>map(
                            lack -> new Lacking(order, trail.recharging(lack.recharge()), now))
                    .orElseGet(() -> new Funded(order, trail, now));
        }
    }

    /**
     * The balance was short; how much to recharge is decided once, so asking again asks the same.
     */
    record Lacking(Order order, Trail trail, Instant changedAt) implements Payment {
        public Lacking {
            require(trail.recharged().isPositive(), "something to recharge");
        }

        public Payment after(RechargeAnswer answer, Instant now) {
            return switch (answer) {
                case RechargeAnswer.Accepted(var id) -> new Recharging(order, trail.with(id), now);
                case RechargeAnswer.Refused(var reason) ->
                        new Declined(order, trail.withNothingRecharged(), reason, now);
            };
        }
    }

    /** Money was asked to recharge; there is no second recharge for the same payment. */
    record Recharging(Order order, Trail trail, Instant changedAt) implements Payment {
        public Recharging {
            require(trail.recharge().isPresent(), "a recharge");
        }

        public Payment after(RechargeStanding standing, Instant now) {
            return switch (standing) {
                case RechargeStanding.Underway() -> this;
                case RechargeStanding.Succeeded() -> new Funded(order, trail, now);
                case RechargeStanding.Failed(var reason) ->
                        new Declined(order, trail.withNothingRecharged(), reason, now);
            };
        }
    }

    /** There was enough when last looked; only the ledger's hold makes sure. */
    record Funded(Order order, Trail trail, Instant changedAt) implements Payment {
        public Payment after(Posted posted, Instant now) {
            return switch (posted) {
                case Posted.Done _ -> new Authorized(order, trail, now);
                case Posted.Refused(var reason) -> new Declined(order, trail, reason, now);
                case Posted.TooEarly() -> this;
            };
        }
    }

    /** The amount is held; only the hold's end by time can still prevent the capture. */
    record Authorized(Order order, Trail trail, Instant changedAt) implements Payment {
        public Payment after(Posted posted, Instant now) {
            return switch (posted) {
                case Posted.Done(var at) -> new Captured(order, trail, at, now);
                case Posted.Refused(var reason) -> new Declined(order, trail, reason, now);
                case Posted.TooEarly() -> this;
            };
        }
    }

    /** Paid, and not all of it went back. */
    sealed interface Refundable extends Payment {
        default Money left() {
            return order().amount().minus(refunded());
        }

        default Payment refund(Money amount, Instant now) {
            require(amount.isPositive() && left().isAtLeast(amount), "so much left: " + amount);
            return Payment.refunded(order(), trail(), refunded().plus(amount), now);
        }
    }

    /** The merchant has it since {@code at}, by the ledger's clock. */
    record Captured(Order order, Trail trail, Instant at, Instant changedAt)
            implements Refundable {}

    record PartiallyRefunded(Order order, Trail trail, Money refunded, Instant changedAt)
            implements Refundable {
        public PartiallyRefunded {
            require(refunded.isPositive(), "something refunded");
            require(!refunded.isAtLeast(order.amount()), "something left");
        }
    }

    /** Final: all of it went back. */
    record Refunded(Order order, Trail trail, Instant changedAt) implements Payment {
        @Override
        public Money refunded() {
            return order.amount();
        }
    }

    /** Final: nothing was paid, nothing is held. */
    record Declined(Order order, Trail trail, DeclineReason reason, Instant changedAt)
            implements Payment {}

    /** What a payment is since so much of it went back. */
    static Payment refunded(Order order, Trail trail, Money soFar, Instant since) {
        return soFar.equals(order.amount())
                ? new Refunded(order, trail, since)
                : new PartiallyRefunded(order, trail, soFar, since);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a payment in this state needs " + what);
        }
    }
}
