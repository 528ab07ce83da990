package io.mypay.payment.refund;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentId;
import io.mypay.payment.PaymentRefusal;

/** A refund as it is asked for. */
public record RefundDraft(PaymentId payment, Money amount, String reason) {
    /** Refuses what is wrong in itself. */
    public RefundDraft {
        if (!amount.currency().equals(Money.KRW)) {
            throw new Refused(
                    new PaymentRefusal.CurrencyNotSupported(amount.currency().getCurrencyCode()));
        }
    }
}
