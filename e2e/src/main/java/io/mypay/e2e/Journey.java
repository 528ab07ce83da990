package io.mypay.e2e;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.e2e.Steps.Done;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.ListMoneyChangesRequest;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.MoneyChange;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.ListVouchersRequest;
import io.mypay.payment.v1.ModifyCommissionRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import io.mypay.remittance.v1.Remittance;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.type.v1.BankAccount;
import java.util.List;

/**
 * One round of money through MyPay: two members and a merchant sign up; money is recharged, sent,
 * paid, refunded and settled; in the end the ledger and the bank agree to the won.
 */
public final class Journey {

    private static final MembershipKind PERSON = MembershipKind.MEMBERSHIP_KIND_PERSON;
    private static final MembershipKind MERCHANT = MembershipKind.MEMBERSHIP_KIND_MERCHANT;
    private static final long CASH_AT_BANK = 1_000_000;

    private final Steps steps;
    private final World world;
    private final OutsideBank bank;
    private final Actor staff;

    public Journey(Steps steps, World world, OutsideBank bank, Actor staff) {
        this.steps = steps;
        this.world = world;
        this.bank = bank;
        this.staff = staff;
    }

    /** What the journey came to, for who checks it. */
    public record Result(
            MemberMoney mina,
            MemberMoney joon,
            Settlement settlement,
            long landlordBankBalance,
            long merchantBankBalance,
            List<MoneyChange> changes,
            List<Voucher> vouchers,
            List<Firmbanking> firmbankings) {}

    public Result run() {
        contracts();
        Actor mina = joins("mina", "Kim Mina", PERSON, "088", CASH_AT_BANK);
        Actor joon = joins("joon", "Lee Joon", PERSON, "090", CASH_AT_BANK);
        Actor merchant = joins("merchant", "Haneul Coffee", MERCHANT, "004", 0);
        BankAccount landlord = bank.open("020", World.freshAccountNumber(), "Landlord", 0);

        Settling settling = new Settling(staff);
        long keptBefore = kept(settling.preview(Settling.today()));
        recharge(mina, 50_000);
        remit(mina, "to a member", Moves.of(mina).remittanceTo(joon, 20_000));
        remit(mina, "to a bank account", Moves.of(mina).remittanceTo(landlord, 15_000));
        commission(merchant, 300);
        Payment payment = pay(mina, merchant, 30_000);
        refund(merchant, payment, 10_000);
        Settlement settlement = settle(settling, merchant, keptBefore + 20_000);

        return new Result(
                balance("mina", mina),
                balance("joon", joon),
                settlement,
                bank.balance(landlord),
                bank.balance(merchant.bankAccount()),
                changes(mina),
                vouchers(merchant),
                firmbankings(mina));
    }

    private void contracts() {
        steps.run(
                "staff",
                "BankContractService/CreateBankContract, four banks",
                () -> {
                    world.contracts(staff);
                    return Done.in("ACTIVE");
                });
    }

    private Actor joins(String who, String name, MembershipKind kind, String bankCode, long cash) {
        Membership membership =
                steps.run(
                        who,
                        "MembershipService/CreateMembership",
                        () -> {
                            Membership made = world.signUp(kind, name, World.emailOf(name));
                            return Done.of(made, made.getState());
                        });
        BankAccount account = bank.open(bankCode, World.freshAccountNumber(), name, cash);
        Actor actor =
                steps.run(
                        who,
                        "AuthService/Login",
                        () -> Done.of(world.logIn(membership, account), "TOKEN"));
        steps.run(
                who,
                "BankingService/RegisterBankAccount",
                () -> Done.in(world.register(actor).getState()));
        return actor;
    }

    private void recharge(Actor member, long won) {
        Moves moves = Moves.of(member);
        Recharge requested =
                steps.run(
                        "mina",
                        "MoneyService/RequestRecharge",
                        () -> {
                            Recharge recharge = moves.request(moves.rechargeOf(won));
                            return Done.of(recharge, recharge.getAmount(), recharge.getState());
                        });
        steps.run(
                "mina",
                "MoneyService/WatchRecharge",
                () -> {
                    Recharge ended = moves.watched(requested);
                    expect(ended.getState(), Recharge.State.STATE_SUCCEEDED);
                    return Done.of(ended, ended.getAmount(), ended.getState());
                });
    }

    private void remit(Actor member, String whereto, RequestRemittanceRequest request) {
        steps.run(
                "mina",
                "RemittanceService/RequestRemittance " + whereto,
                () -> {
                    Moves moves = Moves.of(member);
                    Remittance ended = moves.ended(moves.request(request));
                    expect(ended.getState(), Remittance.State.STATE_COMPLETED);
                    return Done.of(ended, ended.getAmount(), ended.getState());
                });
    }

    private void commission(Actor merchant, int basisPoints) {
        steps.run(
                "staff",
                "CommissionService/ModifyCommission",
                () -> {
                    var request =
                            ModifyCommissionRequest.newBuilder()
                                    .setRequestId(World.requestId())
                                    .setMerchantMembershipId(merchant.membershipId())
                                    .setBasisPoints(basisPoints)
                                    .build();
                    var commission =
                            staff.calls().commissions().modifyCommission(request).getCommission();
                    return Done.in(commission.getBasisPoints() + " BASIS POINTS");
                });
    }

    private Payment pay(Actor member, Actor merchant, long won) {
        return steps.run(
                "mina",
                "PaymentService/Pay, recharging what is short",
                () -> {
                    Moves moves = Moves.of(member);
                    Payment ended = moves.ended(moves.request(moves.paymentTo(merchant, won)));
                    expect(ended.getState(), Payment.State.STATE_CAPTURED);
                    return Done.of(ended, ended.getAmount(), ended.getState());
                });
    }

    private void refund(Actor merchant, Payment payment, long won) {
        steps.run(
                "merchant",
                "PaymentService/RefundPayment",
                () -> {
                    Moves moves = Moves.of(merchant);
                    var refunded = moves.request(moves.refundOf(payment, won));
                    return Done.of(
                            refunded,
                            refunded.getVoucher().getGross(),
                            refunded.getPayment().getState());
                });
    }

    /** Waits until the date's vouchers, those of other merchants included, come to this much. */
    private Settlement settle(Settling settling, Actor merchant, long kept) {
        steps.run(
                "staff",
                "SettlementService/RunSettlement, preview",
                () -> {
                    SettlementRun preview =
                            Eventually.holds(
                                    "the vouchers have arrived",
                                    () -> settling.preview(Settling.today()),
                                    run -> kept(run) == kept);
                    return Done.of(preview, preview.getNet(), "PREVIEW");
                });
        SettlementRun run =
                steps.run(
                        "staff",
                        "SettlementService/RunSettlement",
                        () -> {
                            SettlementRun calculated =
                                    settling.watched(
                                            settling.run(Settling.today()),
                                            SettlementRun.State.STATE_CALCULATED);
                            return Done.of(calculated, calculated.getNet(), calculated.getState());
                        });
        steps.run(
                "staff",
                "SettlementService/ConfirmSettlement",
                () -> {
                    SettlementRun confirmed = settling.confirm(run);
                    return Done.of(confirmed, confirmed.getNet(), confirmed.getState());
                });
        return steps.run(
                "merchant",
                "SettlementService/ListSettlements, paid out",
                () -> {
                    settling.watched(run, SettlementRun.State.STATE_COMPLETED);
                    Settlement paid = Settling.of(merchant).getFirst();
                    expect(paid.getState(), Settlement.State.STATE_PAID);
                    return Done.of(paid, paid.getNet(), paid.getState());
                });
    }

    private static long kept(SettlementRun run) {
        return run.getGross().getMinorUnits() - run.getRefunded().getMinorUnits();
    }

    private MemberMoney balance(String who, Actor actor) {
        return steps.run(
                who,
                "MoneyService/GetMemberMoney",
                () -> {
                    MemberMoney money = Moves.of(actor).balance();
                    return Done.of(money, money.getAvailable(), "AVAILABLE");
                });
    }

    private List<MoneyChange> changes(Actor member) {
        return steps.run(
                "mina",
                "MoneyService/ListMoneyChanges",
                () -> {
                    var request =
                            ListMoneyChangesRequest.newBuilder()
                                    .setMembershipId(member.membershipId())
                                    .build();
                    var list = member.calls().money().listMoneyChanges(request);
                    return Done.of(
                            list.getMoneyChangesList(), list.getMoneyChangesCount() + " CHANGES");
                });
    }

    private List<Voucher> vouchers(Actor merchant) {
        return steps.run(
                "merchant",
                "PaymentService/ListVouchers",
                () -> {
                    var request =
                            ListVouchersRequest.newBuilder()
                                    .setMerchantMembershipId(merchant.membershipId())
                                    .build();
                    var list = merchant.calls().payments().listVouchers(request);
                    return Done.of(list.getVouchersList(), list.getVouchersCount() + " VOUCHERS");
                });
    }

    private List<Firmbanking> firmbankings(Actor member) {
        return steps.run(
                "mina",
                "FirmbankingService/ListFirmbankings",
                () -> {
                    var request =
                            ListFirmbankingsRequest.newBuilder()
                                    .setMembershipId(member.membershipId())
                                    .build();
                    var list = member.calls().firmbankings().listFirmbankings(request);
                    return Done.of(
                            list.getFirmbankingsList(),
                            list.getFirmbankingsCount() + " FIRMBANKINGS");
                });
    }

    private static void expect(Object seen, Object expected) {
        if (!seen.equals(expected)) {
            throw new IllegalStateException("expected " + expected + ", saw " + seen);
        }
    }
}
