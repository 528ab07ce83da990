package io.mypay.kit.grpc;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;

/**
 * A value that belongs to the running call. It lives in Vert.x' context of the call, which carries
 * it along asynchronous work; gRPC's own context follows the call's first thread only.
 */
public final class CallLocal<T> {
    private final String name;

    public CallLocal(String name) {
        this.name = "mypay." + name;
    }

    /** For interceptors, which all run on the call's own context. */
    public void put(T value) {
        ContextLocals.put(name, value);
    }

    public Optional<T> get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(name) : Optional.empty();
    }
}
