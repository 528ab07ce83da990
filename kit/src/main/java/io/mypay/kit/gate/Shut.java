package io.mypay.kit.gate;

/** Not now: the breaker is open or the line is full. Nothing was done. */
public final class Shut extends RuntimeException {
    private static final long serialVersionUID = 1;

    Shut(String why) {
        super(why, null, false, false);
    }
}
