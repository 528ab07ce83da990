package io.mypay.simulation.world;

import java.util.Arrays;

/** Something that must never be. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Violation(String what) {
        super(what);
    }

    public Violation(String what, Throwable cause) {
        super(what, cause);
    }

    /** Fails unless it holds, naming what it is about; nothing is put into words before. */
    public static void unless(boolean holds, String what, Object... about) {
        if (!holds) {
            throw new Violation(what + ": " + Arrays.toString(about));
        }
    }
}
