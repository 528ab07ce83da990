package io.mypay.simulation;

import static io.mypay.simulation.world.Violation.unless;

import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Hold;
import io.mypay.money.recharge.Recharge;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.refund.Refund;
import io.mypay.remittance.sending.Recipient;
import io.mypay.remittance.sending.Remittance;
import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.run.SettlementRun;
import io.mypay.simulation.bank.Cash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold when all is over: every saga has ended, and what the ledger, the bank and the
 * vouchers say is exactly what follows from how the sagas ended, counted here once more.
 */
final class Proof {
    private final MyPay mypay;
    private final Journal journal;
    private final Map<AccountName, Money> expected = new HashMap<>();

    Proof(MyPay mypay, Journal journal) {
        this.mypay = mypay;
        this.journal = journal;
    }

    void require() {
        requireEnds();
        requireAcknowledged();
        requireFirmbankings();
        count();
        requireBalances();
        new SettlementProof(mypay).require();
        mypay.services().forEach(service -> service.outbox().requireDrained(mypay.services()));
    }

    private void requireEnds() {
        mypay.banking().all().forEach(it -> unless(it.isFinal(), "open", it));
        mypay.money().recharges().forEach(it -> unless(it.isFinal(), "open", it));
        mypay.remittance().all().forEach(it -> unless(it.isFinal(), "open", it));
        mypay.payment().all().forEach(it -> unless(it.isDecided(), "open", it));
        for (var refund : mypay.payment().refunds().all()) {
            unless(refund instanceof Refund.Completed, "open", refund);
        }
        for (var run : mypay.settlement().runs()) {
            unless(run instanceof SettlementRun.Completed, "open", run);
        }
        unless(mypay.settlement().payouts().areAllOver(), "open payouts");
        for (var hold : mypay.money().books().holds()) {
            unless(!(hold instanceof Hold.Open), "open", hold);
        }
    }

    // People repeat what is not answered, so what there is and what they know of are the same.
    private void requireAcknowledged() {
        unless(
                mypay.remittance().all().count() == journal.remittances().size(),
                "remittances nobody asked for, or lost");
        journal.remittances().forEach(mypay.remittance()::get);
        unless(
                mypay.payment().all().count() == journal.payments().size(),
                "payments nobody asked for, or lost");
        journal.payments().forEach(mypay.payment()::get);
        requireAll(
                mypay.payment().refunds().all().stream().map(it -> it.id().value()),
                journal.refunds());
        var automatic =
                mypay.remittance().all().filter(it -> it.trail().recharge().isPresent()).count()
                        + mypay.payment()
                                .all()
                                .filter(it -> it.trail().recharge().isPresent())
                                .count();
        unless(
                mypay.money().recharges().size()
                        <= journal.recharges().size() + automatic + journal.refused(),
                "recharges nobody asked for");
        requireAll(
                mypay.money().recharges().stream().map(it -> it.id().value()), journal.recharges());
    }

    private void requireAll(Stream<UUID> there, List<UUID> acknowledged) {
        var ids = there.collect(Collectors.toSet());
        unless(ids.containsAll(acknowledged), "acknowledged, and lost");
        unless(
                Set.copyOf(acknowledged).size() == acknowledged.size(),
                "one thing for two requests");
    }

    /** What the bank did is what banking says, and each origin heard of it. */
    private void requireFirmbankings() {
        var committed = Money.krw(0);
        Map<UUID, Boolean> moved = new HashMap<>();
        for (var firmbanking : mypay.banking().all()) {
            var command = firmbanking.command();
            var succeeded = firmbanking instanceof Firmbanking.Succeeded;
            unless(
                    mypay.bank().hasMoved(command.id().value()) == succeeded,
                    "the bank says otherwise than",
                    firmbanking);
            unless(
                    moved.put(command.purpose().originId(), succeeded) == null,
                    "two firmbankings for one origin",
                    firmbanking);
            if (firmbanking instanceof Firmbanking.Succeeded it) {
                committed = committed.plus(command.amount());
                move(AccountName.FIRMBANKING_FEE, cash(), it.fee());
            }
        }
        unless(committed.equals(mypay.banking().committedInAll()), "the daily limit is off");
        for (var recharge : mypay.money().recharges()) {
            agree(moved, recharge.id().value(), recharge instanceof Recharge.Succeeded, recharge);
        }
        mypay.remittance()
                .all()
                .filter(it -> it.order().recipient() instanceof Recipient.Account)
                .forEach(it ->
                        agree(moved, it.id().value(), it instanceof Remittance.Completed, it));
        moved.forEach(
                (origin, _) -> unless(isKnown(origin), "a firmbanking nobody asked for", origin));
    }

    private boolean isKnown(UUID origin) {
        return mypay.money().recharges().stream().anyMatch(r -> r.id().value().equals(origin))
                || mypay.remittance().all().anyMatch(r -> r.id().value().equals(origin))
                || mypay.settlement().payouts().isKnown(origin);
    }

    private static void agree(Map<UUID, Boolean> moved, UUID origin, boolean done, Object what) {
        unless(
                moved.getOrDefault(origin, false) == done,
                done ? "no cash moved" : "cash moved",
                what);
    }

    private void count() {
        for (var recharge : mypay.money().recharges()) {
            if (recharge instanceof Recharge.Succeeded) {
                var terms = recharge.terms();
                move(cash(), AccountName.member(terms.member()), terms.amount());
            }
        }
        mypay.remittance()
                .all()
                .filter(Remittance.Completed.class::isInstance)
                .forEach(this::count);
        mypay.payment().all().filter(it -> !(it instanceof Payment.Declined)).forEach(this::count);
        for (var settlement : mypay.settlement().settlements().all()) {
            if (settlement instanceof Settlement.Paid paid) {
                var amounts = paid.calculation().amounts();
                var merchant = AccountName.merchant(paid.calculation().merchant());
                move(merchant, cash(), amounts.net());
                move(merchant, AccountName.COMMISSION, amounts.commissionToPost());
            }
        }
    }

    private void count(Remittance remittance) {
        var order = remittance.order();
        var from = AccountName.member(order.sender());
        var to =
                switch (order.recipient()) {
                    case Recipient.Member(var id) -> AccountName.member(id);
                    case Recipient.Account _ -> cash();
                };
        move(from, to, order.charge().amount());
        move(from, new AccountName("remittance-fee"), order.charge().fee());
    }

    private void count(Payment payment) {
        var order = payment.order();
        var kept = order.amount().minus(payment.refunded());
        move(AccountName.member(order.member()), AccountName.merchant(order.merchant()), kept);
    }

    private void move(AccountName from, AccountName to, Money amount) {
        expected.merge(from, amount.negated(), Money::plus);
        expected.merge(to, amount, Money::plus);
    }

    private void requireBalances() {
        var sum = Money.krw(0);
        for (var account : mypay.money().books().accounts()) {
            var right = expected.getOrDefault(account.name(), Money.krw(0));
            unless(account.posted().equals(right), "should have", right, account);
            unless(account.held().isZero(), "still held", account);
            sum = sum.plus(account.posted());
        }
        unless(sum.isZero(), "the ledger sums to", sum);
        var atBank = mypay.bank().balance(Cash.CORPORATE).minus(Journal.FLOAT);
        var inLedger = mypay.money().books().posted(cash()).negated();
        unless(atBank.equals(inLedger), "cash at the bank and in the ledger", atBank, inLedger);
    }

    private static AccountName cash() {
        return AccountName.corporateCash(Cash.CORPORATE.bank().value());
    }
}
