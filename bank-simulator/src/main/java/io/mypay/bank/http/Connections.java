package io.mypay.bank.http;

import io.vertx.core.http.HttpServerRequest;

/** The simulated network: an answer that never arrives. */
public final class Connections {
    private Connections() {}

    /** Cuts the connection under a request: the client sees it closed without any answer. */
    public static void cut(HttpServerRequest request) {
        request.connection().close();
    }
}
