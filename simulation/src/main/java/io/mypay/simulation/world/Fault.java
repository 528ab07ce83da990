package io.mypay.simulation.world;

/** What goes wrong. */
public enum Fault {
    /** A process dies before a write: its transaction is rolled back, its memory is gone. */
    CRASH,
    /** A process dies after its commit, before it says so. */
    CRASH_AFTER_COMMIT,
    /** The connection breaks before the commit. */
    ROLLED_BACK,
    /** The connection breaks after the commit, so nobody knows of it. */
    COMMIT_UNKNOWN,
    /** A process stops for a while, and goes on as if nothing had been. */
    PAUSE,
    /** All instances of a service are away for longer than a payment's hold lasts. */
    LONG_OUTAGE,
    /** Clocks of processes differ by up to two seconds. */
    CLOCKS_DIFFER,
    REQUEST_LOST,
    ANSWER_LOST,
    /** A request arrives long after its caller has given up. */
    REQUEST_LATE,
    REQUEST_TWICE,
    /** The broker does not take a message. */
    PUBLISH_FAILED,
    /** It does, and its word is lost. */
    ACK_LOST,
    MESSAGE_TWICE,
    /** A message overtakes those before it. */
    MESSAGE_EARLY,
    BANK_DECLINES,
    /** The command never arrives. */
    BANK_UNREACHED,
    /** The cash is moved, and the answer is lost. */
    BANK_SILENT,
    /** The command is on its way for minutes, and may be executed at the end of it. */
    BANK_LATE,
    /** No inquiry is answered. */
    BANK_DUMB,
    /** The contract with a bank ends; sooner or later another one follows. */
    CONTRACT_ENDS;

    boolean isOfBanks() {
        return switch (this) {
            case BANK_DECLINES, BANK_UNREACHED, BANK_SILENT, BANK_LATE, BANK_DUMB, CONTRACT_ENDS ->
                    true;
            default -> false;
        };
    }
}
