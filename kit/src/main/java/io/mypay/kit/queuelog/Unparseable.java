package io.mypay.kit.queuelog;

/** A message that no retry will make readable. */
public final class Unparseable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unparseable(String message) {
        super(message);
    }

    public Unparseable(String message, Throwable cause) {
        super(message, cause);
    }
}
