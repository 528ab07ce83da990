package io.mypay.simulation;

import io.mypay.kit.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people were told was accepted. */
final class Journal {
    /** MyPay's own cash at the bank at the beginning, for fees. */
    static final Money FLOAT = Money.krw(1_000_000);

    private final List<UUID> recharges = new ArrayList<>();
    private final List<UUID> remittances = new ArrayList<>();
    private final List<UUID> payments = new ArrayList<>();
    private final List<UUID> refunds = new ArrayList<>();
    private int refused;

    void recharge(Optional<UUID> accepted) {
        accepted.ifPresentOrElse(recharges::add, () -> refused++);
    }

    void remittance(UUID accepted) {
        remittances.add(accepted);
    }

    void payment(UUID accepted) {
        payments.add(accepted);
    }

    void refund(Optional<UUID> accepted) {
        accepted.ifPresentOrElse(refunds::add, () -> refused++);
    }

    /** What is refused leaves no trace, so the same request, arriving once more, may succeed. */
    int refused() {
        return refused;
    }

    List<UUID> recharges() {
        return recharges;
    }

    List<UUID> remittances() {
        return remittances;
    }

    List<UUID> payments() {
        return payments;
    }

    List<UUID> refunds() {
        return refunds;
    }

    int commands() {
        return recharges.size() + remittances.size() + payments.size() + refunds.size();
    }
}
