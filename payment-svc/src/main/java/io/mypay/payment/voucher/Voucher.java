package io.mypay.payment.voucher;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.commission.Rate;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a capture or a refund comes to. It never changes: a refund has a voucher of its own, whose
 * amounts are what goes back.
 */
public sealed interface Voucher {
    VoucherId id();

    PaymentId payment();

    MembershipId merchant();

    /** What the member paid or got back. */
    Money gross();

    /** As of the capture, for refunds too. */
    Rate rate();

    /** MyPay's share of gross. */
    Money commission();

    /** When the ledger moved the money. */
    Instant at();

    default Money net() {
        return gross().minus(commission());
    }

    default LocalDate businessDate() {
        return BusinessDates.of(at());
    }

    /** The payment was captured. */
    record Capture(
            VoucherId id,
            PaymentId payment,
            MembershipId merchant,
            Money gross,
            Rate rate,
            Instant at)
            implements Voucher {
        @Override
        public Money commission() {
            return rate.of(gross);
        }

        /**
         * The voucher of a refund of this capture. Its commission is the capture's, times what has
         * been refunded so far, rounded down, less what earlier refunds gave back: so parts never
         * give back more than their share, and all of them together give back exactly all.
         */
        public Refund refund(VoucherId voucher, Money amount, GivenBack before, Instant when) {
            var refunded = before.gross().plus(amount);
            if (!gross.isAtLeast(refunded)) {
                throw new IllegalArgumentException(refunded + " back of " + gross);
            }
            var share = shareOf(refunded).minus(before.commission());
            return new Refund(voucher, payment, merchant, amount, rate, share, when);
        }

        // By BigInteger, because the product of two amounts may exceed a long.
        private Money shareOf(Money refunded) {
            var share =
                    BigInteger.valueOf(commission().minorUnits())
                            .multiply(BigInteger.valueOf(refunded.minorUnits()))
                            .divide(BigInteger.valueOf(gross.minorUnits()));
            return new Money(share.longValueExact(), gross.currency());
        }
    }

    /** Some or all of a captured payment went back. */
    record Refund(
            VoucherId id,
            PaymentId payment,
            MembershipId merchant,
            Money gross,
            Rate rate,
            Money commission,
            Instant at)
            implements Voucher {}

    /** What the refunds of a payment gave back so far. */
    record GivenBack(Money gross, Money commission) {}
}
