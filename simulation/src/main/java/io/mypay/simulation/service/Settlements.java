package io.mypay.simulation.service;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.Amounts;
import io.mypay.settlement.merchant.Calculation;
import io.mypay.settlement.merchant.Carried;
import io.mypay.settlement.merchant.MerchantRange;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.Settlement;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.settlement.run.Totals;
import io.mypay.settlement.voucher.Voucher;
import io.mypay.settlement.voucher.VoucherId;
import io.mypay.settlement.voucher.VoucherKind;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** Vouchers, dates and what merchants are owed: what settlement does in SQL, in Java. */
public final class Settlements {
    private static final Money ZERO = Money.krw(0);

    private final World world;
    private final Table<VoucherId, Dated> vouchers = new Table<>("settlement's voucher");
    private final Table<SettlementId, Settlement> rows = new Table<>("settlement");
    private final Table<SettlementId, SettlementId> consumedBy = new Table<>("consumed");
    private final Table<VoucherId, SettlementId> lines = new Table<>("settlement_line");
    private final Table<String, LocalDate> closing = new Table<>("closing");

    /** A voucher with the date it is settled with. */
    private record Dated(Voucher voucher, LocalDate settlementDate) {}

    Settlements(World world) {
        this.world = world;
    }

    LocalDate closedUntil() {
        return closing.find("").orElse(LocalDate.EPOCH);
    }

    void close(Transaction tx, LocalDate last) {
        if (closing.has("")) {
            closing.update(tx, "", last);
            return;
        }
        closing.insert(tx, "", last);
    }

    /** Once, with the date itself if it is open, else with the first open one. */
    void take(Transaction tx, Voucher voucher) {
        var known = vouchers.find(voucher.id());
        if (known.isPresent()) {
            Violation.unless(known.get().voucher().equals(voucher), "another", voucher.id());
            return;
        }
        var wanted = voucher.businessDate();
        var date = wanted.isAfter(closedUntil()) ? wanted : closedUntil().plusDays(1);
        vouchers.insert(tx, voucher.id(), new Dated(voucher, date));
    }

    LocalDate firstDateWithVouchers(LocalDate last) {
        return vouchers.all().stream()
                .map(Dated::settlementDate)
                .filter(date -> date.isAfter(closedUntil()) && !date.isAfter(last))
                .min(LocalDate::compareTo)
                .orElse(last);
    }

    List<MembershipId> merchantsOf(Period period) {
        return in(period).stream().map(Voucher::merchant).distinct().toList();
    }

    private List<Voucher> in(Period period) {
        return vouchers.all().stream()
                .filter(v -> !v.settlementDate().isBefore(period.first()))
                .filter(v -> !v.settlementDate().isAfter(period.last()))
                .map(Dated::voucher)
                .toList();
    }

    private List<Voucher> of(MerchantRange range) {
        return in(range.period()).stream()
                .filter(voucher -> voucher.merchant().equals(range.first()))
                .toList();
    }

    void calculate(Transaction tx, MerchantRange range, Instant now) {
        var merchant = range.first();
        var id = new SettlementId(Uuid7.derive(range.run().value(), "settlement-" + merchant));
        var mine = of(range);
        var gross = ZERO;
        var refunded = ZERO;
        var commission = ZERO;
        for (var voucher : mine) {
            if (voucher.kind() == VoucherKind.CAPTURE) {
                gross = gross.plus(voucher.gross());
                commission = commission.plus(voucher.commission().amount());
                continue;
            }
            refunded = refunded.plus(voucher.gross());
            commission = commission.minus(voucher.commission().amount());
        }
        var carried = consume(tx, merchant, range.period().last(), id);
        var amounts = new Amounts(gross, refunded, commission, carried);
        var calculation =
                new Calculation(
                        id,
                        range.run(),
                        range.period().last(),
                        merchant,
                        mine.size(),
                        amounts,
                        now);
        rows.insert(tx, id, new Settlement.Calculated(calculation, now));
    }

    private Carried consume(
            Transaction tx, MembershipId merchant, LocalDate date, SettlementId by) {
        var net = ZERO;
        var commission = ZERO;
        for (var row : List.copyOf(rows.all())) {
            var earlier = row.calculation();
            if (row instanceof Settlement.CarriedOver
                    && !consumedBy.has(earlier.id())
                    && earlier.merchant().equals(merchant)
                    && earlier.businessDate().isBefore(date)) {
                consumedBy.insert(tx, earlier.id(), by);
                net = net.plus(earlier.amounts().net());
                commission = commission.plus(earlier.amounts().commissionToPost());
            }
        }
        return new Carried(net, commission);
    }

    /** Writes the lines; what is above zero will be paid, the rest is carried over. */
    void confirm(Transaction tx, MerchantRange range, Instant now) {
        for (var row : List.copyOf(rows.all())) {
            var calculation = row.calculation();
            if (row instanceof Settlement.Calculated
                    && calculation.run().equals(range.run())
                    && calculation.merchant().equals(range.first())) {
                var mine = of(range);
                Violation.unless(
                        mine.size() == calculation.voucherCount(),
                        "vouchers came or went",
                        calculation);
                mine.forEach(voucher -> lines.insert(tx, voucher.id(), calculation.id()));
                save(
                        tx,
                        row,
                        calculation.amounts().net().isPositive()
                                ? new Settlement.Confirmed(calculation, now)
                                : new Settlement.CarriedOver(calculation, now));
            }
        }
    }

    void save(Transaction tx, Settlement from, Settlement to) {
        Life.SETTLEMENT.requireLegal(world, from, to);
        var same = from.calculation().equals(to.calculation());
        Violation.unless(same, "a settlement changed", to);
        rows.update(tx, to.calculation().id(), to);
    }

    Settlement get(SettlementId id) {
        return rows.get(id);
    }

    Totals totals(RunId run) {
        var net = ZERO;
        int merchants = 0;
        for (var row : rows.all()) {
            if (row.calculation().run().equals(run)) {
                merchants++;
                net = net.plus(row.calculation().amounts().net());
            }
        }
        return new Totals(merchants, 0, ZERO, ZERO, ZERO, net);
    }

    boolean isAnyUnfinished(RunId run) {
        return rows.all().stream()
                .filter(row -> row.calculation().run().equals(run))
                .anyMatch(row ->
                        !(row instanceof Settlement.Paid)
                                && !(row instanceof Settlement.CarriedOver));
    }

    public Collection<Settlement> all() {
        return rows.all();
    }

    /** Nothing has taken it over yet. */
    public boolean isConsumed(SettlementId id) {
        return consumedBy.has(id);
    }

    public Collection<Voucher> vouchers() {
        return vouchers.all().stream().map(Dated::voucher).toList();
    }

    public boolean isSettled(VoucherId id) {
        return lines.has(id);
    }
}
