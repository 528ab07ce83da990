package io.mypay.simulation.service;

import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.voucher.Voucher;
import java.util.UUID;

/** What services tell each other by messages: the events of the contracts, as far as used. */
sealed interface Told {
    record MembershipCreated(MembershipId membership, boolean isMerchant) implements Told {}

    record RechargeRequested(UUID recharge, MembershipId member, UUID from, Money amount)
            implements Told {}

    record RechargeSucceeded(UUID recharge) implements Told {}

    record RechargeFailed(UUID recharge, String reason) implements Told {}

    record FirmbankingSucceeded(
            UUID firmbanking,
            Purpose.Origin origin,
            UUID originId,
            Money amount,
            Money fee,
            String corporateBankCode)
            implements Told {}

    /** The id is of the message that ordered it where banking refused before it made one. */
    record FirmbankingFailed(UUID firmbanking, Purpose.Origin origin, UUID originId, String reason)
            implements Told {}

    record RemittanceEnded(UUID remittance) implements Told {}

    record VoucherWritten(Voucher voucher) implements Told {}

    record PayoutRequested(UUID payout, MembershipId merchant, Money net) implements Told {}

    record PayoutCompleted(
            UUID payout,
            UUID settlement,
            MembershipId merchant,
            Money net,
            Money commission,
            String corporateBankCode)
            implements Told {}

    record PayoutFailed(UUID payout) implements Told {}
}
