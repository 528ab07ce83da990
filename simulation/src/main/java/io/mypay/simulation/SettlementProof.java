package io.mypay.simulation;

import static io.mypay.simulation.world.Violation.unless;

import io.mypay.banking.firmbanking.Firmbanking;
import io.mypay.banking.firmbanking.Purpose;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.money.ledger.AccountName;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.voucher.Voucher;
import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.voucher.VoucherKind;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Payments, vouchers, settlements, payouts and the merchants' accounts say the same. */
final class SettlementProof {
    private static final Money ZERO = Money.krw(0);

    private final MyPay mypay;

    SettlementProof(MyPay mypay) {
        this.mypay = mypay;
    }

    void require() {
        requireVouchersOfPayments();
        requireVouchersSettled();
        requirePayouts();
        requireMerchants();
    }

    private void requireVouchersOfPayments() {
        Map<UUID, Money> captured = new HashMap<>();
        Map<UUID, Money> refunded = new HashMap<>();
        Map<UUID, Money> commission = new HashMap<>();
        for (var voucher : mypay.payment().vouchers().all()) {
            var payment = voucher.payment().value();
            var isCapture = voucher instanceof Voucher.Capture;
            (isCapture ? captured : refunded).merge(payment, voucher.gross(), Money::plus);
            var share = isCapture ? voucher.commission() : voucher.commission().negated();
            commission.merge(payment, share, Money::plus);
        }
        mypay.payment()
                .all()
                .forEach(payment -> {
                    var id = payment.id().value();
                    var paid =
                            payment instanceof Payment.Declined ? ZERO : payment.order().amount();
                    unless(captured.getOrDefault(id, ZERO).equals(paid), "voucher of", payment);
                    unless(
                            refunded.getOrDefault(id, ZERO).equals(payment.refunded()),
                            "refund vouchers of",
                            payment);
                    var left = commission.getOrDefault(id, ZERO);
                    unless(!left.isNegative(), "more commission back than taken", payment);
                    unless(
                            !(payment instanceof Payment.Refunded) || left.isZero(),
                            "all refunded, but not the commission",
                            payment);
                });
    }

    private void requireVouchersSettled() {
        var settlements = mypay.settlement().settlements();
        var written = mypay.payment().vouchers().all();
        unless(settlements.vouchers().size() == written.size(), "vouchers lost or made");
        for (var voucher : settlements.vouchers()) {
            unless(settlements.isSettled(voucher.id()), "never settled", voucher);
            unless(written.stream().anyMatch(it -> isSame(it, voucher)), "nobody wrote", voucher);
        }
    }

    private static boolean isSame(Voucher written, io.mypay.settlement.voucher.Voucher arrived) {
        return written.id().value().equals(arrived.id().value())
                && written.gross().equals(arrived.gross())
                && written.commission().equals(arrived.commission().amount())
                && written instanceof Voucher.Capture == (arrived.kind() == VoucherKind.CAPTURE);
    }

    /** A merchant is paid once per settlement, with its net. */
    private void requirePayouts() {
        Map<UUID, Money> out = new HashMap<>();
        for (var firmbanking : mypay.banking().all()) {
            var purpose = firmbanking.command().purpose();
            if (purpose.origin() == Purpose.Origin.PAYOUT
                    && firmbanking instanceof Firmbanking.Succeeded) {
                unless(
                        mypay.settlement().payouts().isPaid(purpose.originId()),
                        "paid, but not for settlement",
                        firmbanking);
                var settlement = mypay.settlement().payouts().settlementOf(purpose.originId());
                unless(
                        out.put(settlement.value(), firmbanking.command().amount()) == null,
                        "a settlement paid twice",
                        settlement);
            }
        }
        for (var settlement : mypay.settlement().settlements().all()) {
            var calculation = settlement.calculation();
            var isPaid = settlement instanceof Settlement.Paid;
            unless(isPaid || settlement instanceof Settlement.CarriedOver, "open", settlement);
            var paid = out.getOrDefault(calculation.id().value(), ZERO);
            var right = isPaid ? calculation.amounts().net() : ZERO;
            unless(paid.equals(right), "paid out", paid, settlement);
        }
    }

    /** All is settled, so a merchant's account holds what is carried over and nothing else. */
    private void requireMerchants() {
        Map<MembershipId, Money> carried = new HashMap<>();
        for (var settlement : mypay.settlement().settlements().all()) {
            var calculation = settlement.calculation();
            var waits =
                    settlement instanceof Settlement.CarriedOver
                            && !mypay.settlement().settlements().isConsumed(calculation.id());
            var amounts = calculation.amounts();
            var rest = waits ? amounts.net().plus(amounts.commissionToPost()) : ZERO;
            carried.merge(calculation.merchant(), rest, Money::plus);
        }
        carried.forEach((merchant, rest) -> {
            var posted = mypay.money().books().posted(AccountName.merchant(merchant));
            unless(posted.equals(rest), "left of a merchant", posted, rest, merchant);
        });
    }
}
