package io.mypay.simulation.world;

import java.util.ArrayList;
import java.util.List;

/** What is written together or not at all. */
public final class Transaction {
    private final Host host;
    private final Faults faults;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Transaction(Host host, Faults faults) {
        this.host = host;
        this.faults = faults;
    }

    public Host host() {
        return host;
    }

    /** Before every write the process may die. */
    void write(Runnable revert) {
        if (faults.happens(Fault.CRASH)) {
            throw new Crash(host);
        }
        undo.add(revert);
    }

    /** Once it is committed: what the database itself tells, so no crash can prevent it. */
    public void afterCommit(Runnable action) {
        afterwards.add(action);
    }

    boolean hasWritten() {
        return !undo.isEmpty();
    }

    void committed() {
        afterwards.forEach(Runnable::run);
    }

    void rollBack() {
        undo.reversed().forEach(Runnable::run);
    }
}
