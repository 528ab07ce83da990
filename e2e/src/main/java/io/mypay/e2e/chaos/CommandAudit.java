package io.mypay.e2e.chaos;

import com.google.protobuf.Message;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import io.mypay.payment.v1.VoucherKind;
import io.mypay.remittance.v1.Remittance;
import io.mypay.type.v1.Money;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every command made exactly one thing of its own, with its amount, and nothing was made that
 * nobody asked for.
 */
record CommandAudit(Journal journal, Reading reading, Findings findings) {

    void run() {
        journal.commands().stream()
                .filter(Command::isOpen)
                .forEach(command -> findings.lost("never answered: " + command));
        made(Command.Kind.RECHARGE, reading.recharges(), Recharge::getAmount, automatic());
        made(Command.Kind.REMITTANCE, reading.remittances(), Remittance::getAmount, Set.of());
        made(Command.Kind.PAYMENT, reading.payments(), Payment::getAmount, Set.of());
        made(Command.Kind.REFUND, refunds(), Voucher::getGross, Set.of());
        everyCaptureHasOneVoucher();
        everyCashMovementServesOneThing();
    }

    /**
     * @param explained ids that need no command of their own
     */
    private <T extends Message> void made(
            Command.Kind kind,
            Map<String, T> there,
            Function<T, Money> amount,
            Set<String> explained) {
        Set<String> asked = new HashSet<>();
        for (Command command : accepted(kind)) {
            String id = command.madeId().orElseThrow();
            T resource = there.get(id);
            if (resource == null) {
                findings.lost("accepted, and nowhere to be found: " + command);
            } else if (amount.apply(resource).getMinorUnits() != command.won()) {
                findings.wrong(command + " has another amount: " + resource);
            }
            if (!asked.add(id)) {
                findings.wrong("two commands made one thing: " + command);
            }
        }
        there.forEach((id, resource) -> {
            if (!asked.contains(id) && !explained.contains(id)) {
                findings.twice("nobody asked for this " + kind + ": " + resource);
            }
        });
    }

    private List<Command> accepted(Command.Kind kind) {
        return journal.commands().stream()
                .filter(command -> command.kind() == kind)
                .filter(command -> command.madeId().isPresent())
                .toList();
    }

    /**
     * The recharges that remittances and payments asked for themselves: each names the last one; a
     * failed one before it moved nothing.
     */
    private Set<String> automatic() {
        Set<String> ids =
                Stream.concat(
                                reading.remittances().values().stream()
                                        .map(Remittance::getRechargeId),
                                reading.payments().values().stream().map(Payment::getRechargeId))
                        .collect(Collectors.toSet());
        reading.recharges().values().stream()
                .filter(recharge -> recharge.getState() == Recharge.State.STATE_FAILED)
                .forEach(recharge -> ids.add(recharge.getRechargeId()));
        return ids;
    }

    private Map<String, Voucher> refunds() {
        return reading.vouchers().entrySet().stream()
                .filter(one -> one.getValue().getKind() == VoucherKind.VOUCHER_KIND_REFUND)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void everyCaptureHasOneVoucher() {
        Map<String, List<Voucher>> byPayment =
                reading.vouchers().values().stream()
                        .collect(Collectors.groupingBy(Voucher::getPaymentId));
        for (Payment payment : reading.payments().values()) {
            List<Voucher> vouchers = byPayment.getOrDefault(payment.getPaymentId(), List.of());
            boolean isCaptured = payment.getState() != Payment.State.STATE_DECLINED;
            long paid = isCaptured ? payment.getAmount().getMinorUnits() : 0;
            String which = payment.getPaymentId();
            findings.equal(
                    "capture vouchers of payment " + which,
                    isCaptured ? 1 : 0,
                    of(vouchers, VoucherKind.VOUCHER_KIND_CAPTURE).count());
            findings.equal(
                    "paid by payment " + which,
                    paid,
                    sum(of(vouchers, VoucherKind.VOUCHER_KIND_CAPTURE)));
            findings.equal(
                    "given back of payment " + which,
                    payment.getRefundedAmount().getMinorUnits(),
                    sum(of(vouchers, VoucherKind.VOUCHER_KIND_REFUND)));
        }
    }

    private static Stream<Voucher> of(List<Voucher> vouchers, VoucherKind kind) {
        return vouchers.stream().filter(voucher -> voucher.getKind() == kind);
    }

    private static long sum(Stream<Voucher> vouchers) {
        return vouchers.mapToLong(voucher -> voucher.getGross().getMinorUnits()).sum();
    }

    /** One firmbanking for each recharge and remittance, and what it serves agrees with it. */
    private void everyCashMovementServesOneThing() {
        Set<String> served = new HashSet<>();
        reading.firmbankings()
                .values()
                .forEach(firmbanking -> {
                    if (!served.add(firmbanking.getOrigin() + firmbanking.getOriginId())) {
                        findings.twice("a second firmbanking for one origin: " + firmbanking);
                    }
                });
    }
}
