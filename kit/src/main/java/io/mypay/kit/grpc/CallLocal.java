package io.mypay.kit.grpc;

import io.grpc.Context;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;

/**
 * A value that belongs to the running call. It is kept twice: gRPC's own context holds it where the
 * call starts, and Vert.x' context of the call carries it along asynchronous work, where gRPC's
 * does not follow.
 */
public final class CallLocal<T> {
    private final String name;
    private final Context.Key<T> key;

    public CallLocal(String name) {
        this.name = "mypay." + name;
        this.key = Context.key(this.name);
    }

    /** The current context with the value in it; an interceptor goes on under this one. */
    public Context with(T value) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(name, value);
        }
        return Context.current().withValue(key, value);
    }

    public Optional<T> get() {
        var here = key.get();
        if (here != null) {
            return Optional.of(here);
        }
        if (VertxContext.isOnDuplicatedContext()) {
            return ContextLocals.get(name);
        }
        return Optional.empty();
    }
}
