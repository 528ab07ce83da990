package io.mypay.e2e;

import io.grpc.StatusRuntimeException;
import io.mypay.type.v1.Money;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Runs the steps of a journey one by one and prints each as a row of a table. */
public final class Steps {

    private final PrintStream out;
    private int count;

    public Steps(PrintStream out) {
        this.out = out;
    }

    /**
     * What a step came to.
     *
     * @param amount as people read it; empty when no money is involved
     * @param state of the thing the step made or looked at
     */
    public record Done<T>(T value, String amount, String state) {

        /** A step that moves no money and leaves nothing to go on with. */
        static Done<Void> in(Object state) {
            return of(null, state);
        }

        static <T> Done<T> of(T value, Object state) {
            return new Done<>(value, "", plain(state));
        }

        static <T> Done<T> of(T value, Money amount, Object state) {
            return new Done<>(value, Won.read(amount), plain(state));
        }

        /** The state's name without the prefix that the contracts' enums carry. */
        private static String plain(Object state) {
            return state.toString().replaceFirst("^STATE_", "");
        }
    }

    /** A step that failed: its number, who did what, and why. */
    public static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepFailed(int number, String who, String what, Exception why) {
            super("step %d · %s · %s: %s".formatted(number, who, what, said(why)), why);
        }

        private static String said(Exception why) {
            return why instanceof StatusRuntimeException refused
                    ? Errors.describe(refused)
                    : String.valueOf(why.getMessage());
        }
    }

    public void head() {
        out.printf(
                "%3s  %-8s %-50s %12s  %-18s %7s%n", "#", "who", "what", "amount", "state", "took");
    }

    public <T> T run(String who, String what, Callable<Done<T>> step) {
        count++;
        Instant begin = Instant.now();
        try {
            Done<T> done = step.call();
            print(who, what, done.amount(), done.state(), begin);
            return done.value();
        } catch (Exception e) {
            print(who, what, "", "FAILED", begin);
            throw new StepFailed(count, who, what, e);
        }
    }

    public int count() {
        return count;
    }

    private void print(String who, String what, String amount, String state, Instant begin) {
        out.printf(
                "%3d  %-8s %-50s %12s  %-18s %4d ms%n",
                count, who, what, amount, state, Duration.between(begin, Instant.now()).toMillis());
    }
}
