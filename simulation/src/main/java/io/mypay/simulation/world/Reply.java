package io.mypay.simulation.world;

import java.util.function.Consumer;
import java.util.function.Function;

/** Who called waits for it: an answer, or none. Only the first thing that comes of it counts. */
public final class Reply<A> {
    private final Consumer<A> answered;
    private final Runnable lost;
    private boolean settled;

    public Reply(Consumer<A> answered, Runnable lost) {
        this.answered = answered;
        this.lost = lost;
    }

    public void answer(A answer) {
        if (!settled) {
            settled = true;
            answered.accept(answer);
        }
    }

    /** Nobody knows whether it was done. */
    public void lose() {
        if (!settled) {
            settled = true;
            lost.run();
        }
    }

    /** Waits for something else, out of which what is waited for here is made. */
    public <B> Reply<B> map(Function<B, A> made) {
        return new Reply<>(answer -> answer(made.apply(answer)), this::lose);
    }
}
