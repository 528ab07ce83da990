package io.mypay.bank.http;

import io.vertx.core.http.HttpServerRequest;

/** The simulated network: an answer that never arrives. */
public final class Connections {
    private Connections() {}

    /** Cuts the connection under a request: the client sees it closed without any answer. */
    public static void cut(HttpServerRequest request) {
        request.connection().close();
    }

    /**
     * As {@link #cut}, and waits until it is done, or the answer written next could overtake it.
     * Only on a virtual thread.
     */
    public static void cutBeforeAnswer(HttpServerRequest request) {
        request.connection().close().toCompletionStage().toCompletableFuture().join();
    }
}
