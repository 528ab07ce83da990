package io.mypay.bank.fault;

import io.mypay.bank.language.BankCode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The fault each bank has just now. They are kept in memory: a restarted bank is a healthy one. */
@Singleton
public final class Faults {
    private final Map<BankCode, Fault> byBank = new ConcurrentHashMap<>();

    public Fault get(BankCode bank) {
        return byBank.getOrDefault(bank, Fault.NONE);
    }

    public void set(BankCode bank, Fault fault) {
        byBank.put(bank, fault);
    }

    public void clear(BankCode bank) {
        byBank.remove(bank);
    }

    /** The fault that one transfer command meets; it counts as one affected request. */
    public Fault takeForCommand(BankCode bank) {
        return take(bank, fault -> true);
    }

    /** Whether one request of any kind meets a bank that is down; if so it counts. */
    public boolean takeDown(BankCode bank) {
        return take(bank, Fault::down).down();
    }

    // Counting down is one atomic step of the map: n remaining requests are exactly n.
    private Fault take(BankCode bank, Predicate<Fault> applies) {
        AtomicReference<Fault> taken = new AtomicReference<>(Fault.NONE);
        byBank.computeIfPresent(
                bank,
                (_, fault) -> {
                    if (!applies.test(fault)) {
                        return fault;
                    }
                    taken.set(fault);
                    return fault.used().orElse(null);
                });
        return taken.get();
    }
}
