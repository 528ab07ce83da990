package io.mypay.kit.sweep;

import io.mypay.kit.refusal.Refused;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work that goes on without its caller: the only place in MyPay that subscribes. What fails here is
 * logged and left to the sweeper, so only detach work that a sweeper would take up.
 */
@ApplicationScoped
public class Background {
    private static final Logger LOG = Logger.getLogger(Background.class);
    private final Vertx vertx;
    private final Leaving leaving;
    private final AtomicLong started = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();

    Background(Vertx vertx, Leaving leaving) {
        this.vertx = vertx;
        this.leaving = leaving;
    }

    /**
     * Starts the work now, on a context of its own: neither the caller's cancellation nor its
     * deadline or session reaches it. The returned Uni only looks on and may be dropped.
     *
     * @param what named in the log when the work fails
     */
    public <T> Uni<T> detach(String what, Supplier<Uni<T>> work) {
        var result = new CompletableFuture<T>();
        var number = started.incrementAndGet();
        inFlight.put(number, result);
        var _ = result.whenComplete((_, _) -> inFlight.remove(number));
        var trace = Context.current();
        contextOfItsOwn().runOnContext(_ -> run(what, work, trace, result));
        return Uni.createFrom()
                .emitter(emitter -> {
                    var _ = result.whenComplete((item, failure) -> tell(emitter, item, failure));
                });
    }

    /** Nobody else runs on it, so it is safe for sessions. */
    private io.vertx.core.Context contextOfItsOwn() {
        var own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }

    private <T> void run(
            String what, Supplier<Uni<T>> work, Context trace, CompletableFuture<T> result) {
        var scope = ContextStorage.get().attach(trace);
        Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure()
                .invoke(failure -> failed(what, failure))
                .onTermination()
                .invoke(scope::close)
                .subscribe()
                .with(result::complete, result::completeExceptionally);
    }

    /** A refusal is an answer: it is told without a stack trace. */
    private static void failed(String what, Throwable failure) {
        if (failure instanceof Refused refused) {
            LOG.infof("%s was refused: %s", what, refused.refusal());
            return;
        }
        LOG.warnf(failure, "%s failed, left to the sweeper", what);
    }

    private static <T> void tell(UniEmitter<? super T> emitter, T item, Throwable failure) {
        if (failure == null) {
            emitter.complete(item);
            return;
        }
        emitter.fail(failure);
    }

    boolean isLeaving() {
        return leaving.hasBegun();
    }

    /**
     * Finishes what is in flight, within what the calls have left of the grace; the rest is the
     * sweeper's after the restart.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var open = inFlight.values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(open).get(leaving.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.debugf(e, "work in flight failed during shutdown; it was logged where it failed");
        } catch (TimeoutException e) {
            LOG.warnf(e, "%d pieces of work left to the sweeper", inFlight.size());
        }
    }
}
