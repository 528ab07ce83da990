package io.mypay.kit.panache;

import com.google.protobuf.Message;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** {@link Requests} for contexts on Panache: same row, same answers. */
public final class PanacheRequests {
    private PanacheRequests() {}

    /** Opens the transaction; the work uses Panache inside of it. See {@link Requests#once}. */
    public static <R extends Message> Uni<R> once(RequestKey key, R shape, Supplier<Uni<R>> work) {
        return Panache.withTransaction(() -> answer(key, shape, work))
                .onFailure()
                .transform(PanacheFailures::translate)
                .onFailure(Requests::isAnsweredMeanwhile)
                .transform(_ -> new Refused(new Common.RequestInProgress()));
    }

    private static <R extends Message> Uni<R> answer(
            RequestKey key, R shape, Supplier<Uni<R>> work) {
        return Panache.getSession().chain(session -> answer(session, key, shape, work));
    }

    private static <R extends Message> Uni<R> answer(
            Session session, RequestKey key, R shape, Supplier<Uni<R>> work) {
        return session.createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)", Boolean.class)
                .setParameter(1, key.lock())
                .getSingleResult()
                .invoke(Requests::requireLock)
                .chain(() -> session.find(RequestEntity.class, RequestEntity.Key.of(key)))
                .chain(known ->
                        known == null
                                ? first(session, key, work)
                                : known.answer().replay(key, shape));
    }

    private static <R extends Message> Uni<R> first(
            Session session, RequestKey key, Supplier<Uni<R>> work) {
        return work.get().call(response -> session.persist(RequestEntity.of(key, response)));
    }
}
