package io.mypay.e2e.chaos;

import io.mypay.e2e.MyPay;
import io.mypay.e2e.OutsideBank;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import io.mypay.payment.v1.VoucherKind;
import io.mypay.remittance.v1.Remittance;
import io.mypay.settlement.v1.Settlement;
import io.mypay.type.v1.Money;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every won is where the commands put it. What left somebody's bank account is read from the bank's
 * own books, so that MyPay is not believed about itself.
 */
record MoneyAudit(
        Crowd crowd, OutsideBank bank, MyPay connections, Reading reading, Findings findings) {

    void run() {
        crowd.members().forEach(this::member);
        crowd.merchants().forEach(this::merchant);
        long arrived = crowd.landlords().stream().mapToLong(bank::balance).sum();
        findings.equal(
                "cash that arrived at the landlords' banks",
                sum(sent(_ -> true).filter(Remittance::hasBankAccount), Remittance::getAmount),
                arrived);
    }

    private void member(Person member) {
        String id = member.membershipId();
        MemberMoney money = money(id);
        long cashIn = Crowd.CASH - bank.balance(member.bankAccount());
        findings.equal(
                "cash that the bank of %s gave, and recharges".formatted(member.name()),
                sum(
                        reading.recharges().values().stream()
                                .filter(one -> one.getMembershipId().equals(id))
                                .filter(one -> one.getState() == Recharge.State.STATE_SUCCEEDED),
                        Recharge::getAmount),
                cashIn);
        findings.equal("held of " + member.name(), 0, units(money.getHeld()));
        findings.equal(
                "money of " + member.name(),
                cashIn + received(id) - gaveAway(id) - paid(id),
                units(money.getTotal()));
    }

    private MemberMoney money(String member) {
        return crowd.staff()
                .through(connections)
                .money()
                .getMemberMoney(GetMemberMoneyRequest.newBuilder().setMembershipId(member).build())
                .getMemberMoney();
    }

    private long received(String member) {
        return sum(
                sent(one -> one.getRecipientMembershipId().equals(member)), Remittance::getAmount);
    }

    private long gaveAway(String member) {
        return sent(one -> one.getMembershipId().equals(member))
                .mapToLong(one -> units(one.getAmount()) + units(one.getFee()))
                .sum();
    }

    private Stream<Remittance> sent(Predicate<Remittance> which) {
        return reading.remittances().values().stream()
                .filter(one -> one.getState() == Remittance.State.STATE_COMPLETED)
                .filter(which);
    }

    private long paid(String member) {
        return reading.payments().values().stream()
                .filter(one -> one.getMembershipId().equals(member))
                .filter(one -> one.getState() != Payment.State.STATE_DECLINED)
                .mapToLong(one -> units(one.getAmount()) - units(one.getRefundedAmount()))
                .sum();
    }

    /** What the vouchers say less what was settled is what the merchant still has in the ledger. */
    private void merchant(Person merchant) {
        String id = merchant.membershipId();
        long earned =
                reading.vouchers().values().stream()
                        .filter(one -> one.getMerchantMembershipId().equals(id))
                        .mapToLong(MoneyAudit::signed)
                        .sum();
        findings.equal(
                "cash paid out to " + merchant.name(),
                sum(paidOut(id), Settlement::getNet),
                bank.balance(merchant.bankAccount()));
        long settled =
                paidOut(id)
                        .mapToLong(one -> units(one.getNet()) + units(one.getCommission()))
                        .sum();
        findings.equal("money of " + merchant.name(), earned - settled, ledger("merchant/" + id));
    }

    private Stream<Settlement> paidOut(String merchant) {
        return reading.settlements().values().stream()
                .filter(one -> one.getMerchantMembershipId().equals(merchant))
                .filter(one -> one.getState() == Settlement.State.STATE_PAID);
    }

    private static long signed(Voucher voucher) {
        long gross = units(voucher.getGross());
        return voucher.getKind() == VoucherKind.VOUCHER_KIND_REFUND ? -gross : gross;
    }

    private long ledger(String account) {
        return crowd
                .staff()
                .through(connections)
                .ledger()
                .getAccounts(GetAccountsRequest.newBuilder().addNames(account).build())
                .getAccountsList()
                .stream()
                .mapToLong(one -> units(one.getPosted()))
                .sum();
    }

    private static <T> long sum(Stream<T> all, Function<T, Money> amount) {
        return all.mapToLong(one -> units(amount.apply(one))).sum();
    }

    private static long units(Money money) {
        return money.getMinorUnits();
    }
}
