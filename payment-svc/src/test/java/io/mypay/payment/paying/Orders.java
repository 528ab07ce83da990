package io.mypay.payment.paying;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.funding.RechargeId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Orders for tests. */
final class Orders {
    private Orders() {}

    static Order order(MembershipId member, MembershipId merchant, long won) {
        var now = now();
        return new Draft(member, merchant, Money.krw(won), "coffee")
                .order(new PaymentId(Uuid7.next(now)), now, Duration.ofHours(1));
    }

    static MembershipId aMembershipId() {
        return new MembershipId(Uuid7.next(Instant.now()));
    }

    static RechargeId aRechargeId() {
        return new RechargeId(Uuid7.next(Instant.now()));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
