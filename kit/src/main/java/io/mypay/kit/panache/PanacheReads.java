package io.mypay.kit.panache;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** What contexts on Panache ask, with failures in the words the rest of the code knows. */
public final class PanacheReads {
    private PanacheReads() {}

    /** In a session of its own, without a transaction. */
    public static <T> Uni<T> ask(Supplier<Uni<T>> question) {
        return Panache.withSession(question).onFailure().transform(PanacheFailures::translate);
    }
}
