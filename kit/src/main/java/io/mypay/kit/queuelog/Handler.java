package io.mypay.kit.queuelog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Applies a message's effect in the transaction that also records it as received. */
@FunctionalInterface
public interface Handler {
    Uni<Void> handle(SqlConnection tx, Received message);
}
