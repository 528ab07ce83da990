package io.mypay.money.ledger.proof;

import io.mypay.money.ledger.TransferId;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something in the ledger that does not hold.
 *
 * @param sequence where it is in the ledger; 0 where it is no single place
 * @param account the name of an account whose balance is wrong; empty where it is no single one
 * @param description in English
 */
public record Finding(
        Check check,
        Optional<TransferId> transfer,
        long sequence,
        String account,
        String description) {
    static final Comparator<Finding> IN_ORDER = Comparator.comparingLong(Finding::sequence);

    /** What was checked. */
    public enum Check {
        BALANCE,
        SEAL,
        ACCOUNT,
        SUM
    }

    static Finding account(String account, String description) {
        return new Finding(Check.ACCOUNT, Optional.empty(), 0, account, description);
    }
}
