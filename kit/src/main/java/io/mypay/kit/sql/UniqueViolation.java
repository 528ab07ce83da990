package io.mypay.kit.sql;

/** A row refused because it is already there; the constraint's name tells which rule was hit. */
public final class UniqueViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String constraint;

    public UniqueViolation(String constraint, Throwable cause) {
        super("unique constraint " + constraint, cause);
        this.constraint = constraint;
    }

    public String constraint() {
        return constraint;
    }
}
