package io.mypay.settlement.voucher;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import java.time.Instant;
import java.time.LocalDate;

/** One capture or refund with the terms it was made under. It never changes. */
public record Voucher(
        VoucherId id,
        PaymentId payment,
        VoucherKind kind,
        MembershipId merchant,
        Money gross,
        Commission commission,
        LocalDate businessDate,
        Instant writtenAt) {

    public Voucher {
        if (!gross.currency().equals(Money.KRW)) {
            throw new IllegalArgumentException("settled is in KRW, not " + gross.currency());
        }
        if (!gross.isPositive() || !gross.isAtLeast(commission.amount())) {
            throw new IllegalArgumentException(
                    gross + " with a commission of " + commission.amount());
        }
    }
}
