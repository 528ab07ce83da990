package io.mypay.money.ledger.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** The months of the table {@code transfer}. */
@ApplicationScoped
public class PartitionStore {
    private static final String MAKE = "SELECT transfer_partitions(now(), 2)";

    /** This month's and the next two, each protected as the whole table is. */
    Uni<Void> make(SqlConnection tx) {
        return tx.query(MAKE).execute().replaceWithVoid();
    }
}
