package io.mypay.money.ledger;

/**
 * What every posting transaction passes before it locks an account, by PostgreSQL's advisory lock
 * of this key, shared. Whoever holds the lock alone for a moment knows that all that came before
 * has ended, and that all that comes later takes higher sequence numbers.
 */
public final class Gate {
    /** "mypay" in ASCII: no other advisory lock in this database has it. */
    public static final long KEY = 0x6D79706179L;

    private Gate() {}
}
