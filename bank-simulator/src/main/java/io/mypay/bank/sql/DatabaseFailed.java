package io.mypay.bank.sql;

import java.sql.SQLException;
import java.util.Set;

/** The database did not do what it was asked to. */
public final class DatabaseFailed extends RuntimeException {
    // Connection lost, out of resources, lock not to be had in time, shutting down.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "55", "57");

    public DatabaseFailed(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the same request may well succeed later; a wait for a connection has no SQLSTATE. */
    public boolean isPassing() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null
                || (state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }
}
