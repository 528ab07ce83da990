package io.mypay.payment.refund;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentId;
import io.mypay.payment.PaymentRefusal;

/** A refund as it is asked for. */
public record RefundDraft(PaymentId payment, Money amount, String reason) {
    /** What no text column can hold. */
    private static final int NUL = 0;

    /** Refuses what is wrong in itself. */
    public RefundDraft {
        if (!amount.currency().equals(Money.KRW)) {
            throw new Refused(
                    new PaymentRefusal.CurrencyNotSupported(amount.currency().getCurrencyCode()));
        }
        if (reason.indexOf(NUL) >= 0) {
            throw new Refused(new Common.InvalidField("reason", "must not contain U+0000"));
        }
    }
}
