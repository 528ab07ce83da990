package io.mypay.kit.panache;

import io.mypay.kit.sql.Failures;
import org.hibernate.JDBCException;
import org.hibernate.exception.ConstraintViolationException;

/** What went wrong in PostgreSQL, told by Hibernate, which forgets the driver's own exception. */
public final class PanacheFailures {
    private PanacheFailures() {}

    /** As {@link Failures#translate(Throwable)}. */
    public static Throwable translate(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JDBCException jdbc) {
                return Failures.translate(jdbc.getSQLState(), constraint(jdbc), failure);
            }
        }
        return Failures.translate(failure);
    }

    private static String constraint(JDBCException failure) {
        return failure instanceof ConstraintViolationException violation
                        && violation.getConstraintName() != null
                ? violation.getConstraintName()
                : "";
    }
}
