package io.mypay.money.ledger.proof;

import io.mypay.kit.sql.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the partitions of {@code transfer} ahead of time. */
@ApplicationScoped
public class Partitions {
    private final Database database;
    private final PartitionStore store;

    Partitions(Database database, PartitionStore store) {
        this.database = database;
        this.store = store;
    }

    @Scheduled(every = "12h")
    Uni<Void> make() {
        return database.inTransaction(store::make);
    }
}
