package io.mypay.kit.auth;

import io.grpc.Context;
import io.grpc.ServerCall;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A call that has to wait before it may start; what happens to it meanwhile happens afterwards. */
final class HeldCall<Q> extends ServerCall.Listener<Q> {
    // All events of a call come on its own Vert.x context, and so does the release: no locks are
    // needed.
    private final Executor callContext = currentContext();
    private final List<Consumer<ServerCall.Listener<Q>>> missed = new ArrayList<>();
    private ServerCall.Listener<Q> started;

    void release(Context context, Supplier<ServerCall.Listener<Q>> start) {
        callContext.execute(
                context.wrap(() -> {
                    started = start.get();
                    missed.forEach(event -> event.accept(started));
                    missed.clear();
                }));
    }

    @Override
    public void onMessage(Q message) {
        pass(listener -> listener.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        pass(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
        pass(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
        pass(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
        pass(ServerCall.Listener::onReady);
    }

    private void pass(Consumer<ServerCall.Listener<Q>> event) {
        if (started == null) {
            missed.add(event);
            return;
        }
        event.accept(started);
    }

    private static Executor currentContext() {
        var context = Vertx.currentContext();
        if (context == null) {
            return Infrastructure.getDefaultExecutor();
        }
        return task -> context.runOnContext(_ -> task.run());
    }
}
