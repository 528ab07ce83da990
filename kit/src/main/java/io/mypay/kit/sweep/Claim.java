package io.mypay.kit.sweep;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Takes due rows with FOR UPDATE SKIP LOCKED and moves their next attempt past the lease. */
@FunctionalInterface
public interface Claim<I> {
    Uni<List<I>> claim(SqlConnection tx, Lease lease);
}
