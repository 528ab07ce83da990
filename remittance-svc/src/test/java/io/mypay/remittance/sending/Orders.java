package io.mypay.remittance.sending;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.AccountNumber;
import io.mypay.remittance.bank.BankAccount;
import io.mypay.remittance.bank.BankCode;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.funding.RechargeId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Orders and remittances for tests. */
final class Orders {
    static final String NUMBER = "110220333333";
    static final Recipient BANK_ACCOUNT =
            new Recipient.Account(new BankAccount(new BankCode("088"), new AccountNumber(NUMBER)));

    private Orders() {}

    static Order toMember(MembershipId from, MembershipId to, long won) {
        return order(from, new Recipient.Member(to), won);
    }

    static Order toBank(MembershipId from, long won) {
        return order(from, BANK_ACCOUNT, won);
    }

    private static Order order(MembershipId from, Recipient to, long won) {
        var draft = new Draft(from, to, Money.krw(won), new Memo("rent"));
        var now = now();
        return draft.order(
                new RemittanceId(Uuid7.next(now)),
                draft.charge(Money.krw(500)),
                now,
                Duration.ofDays(1));
    }

    static MembershipId aMembershipId() {
        return new MembershipId(anId());
    }

    static RechargeId aRechargeId() {
        return new RechargeId(anId());
    }

    static FirmbankingId aFirmbankingId() {
        return new FirmbankingId(anId());
    }

    static UUID anId() {
        return Uuid7.next(Instant.now());
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
