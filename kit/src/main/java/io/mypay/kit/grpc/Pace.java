package io.mypay.kit.grpc;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * How fast the caller of a server stream takes what it is sent. Whoever sends much asks before each
 * piece; else all that a slow caller has not taken yet would pile up in memory.
 */
public final class Pace {
    private static final CallLocal<Pace> CURRENT = new CallLocal<>("pace");

    private final BooleanSupplier isReady;
    private final AtomicReference<Optional<UniEmitter<? super Void>>> waiting =
            new AtomicReference<>(Optional.empty());

    Pace(BooleanSupplier isReady) {
        this.isReady = isReady;
    }

    /** Outside of streaming calls nobody is ever slow. */
    public static Pace ofRunningCall() {
        return CURRENT.get().orElseGet(() -> new Pace(() -> true));
    }

    /** Completes when the caller takes more, or has gone. */
    public Uni<Void> ready() {
        return Uni.createFrom()
                .emitter(emitter -> {
                    waiting.set(Optional.of(emitter));
                    // What became ready in between has called nobody.
                    if (isReady.getAsBoolean()) {
                        go();
                    }
                });
    }

    void go() {
        waiting.getAndSet(Optional.empty()).ifPresent(emitter -> emitter.complete(null));
    }

    void attach() {
        CURRENT.put(this);
    }
}
