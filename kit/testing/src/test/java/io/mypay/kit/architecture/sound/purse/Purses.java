package io.mypay.kit.architecture.sound.purse;

import io.mypay.kit.sql.Database;
import io.smallrye.mutiny.Uni;

/** A use case: owns the transaction. */
public class Purses {
    private final Database database;
    private final PurseStore store = new PurseStore();

    Purses(Database database) {
        this.database = database;
    }

    public Uni<Void> open(Purse purse) {
        return database.inTransaction(tx -> store.insert(tx, purse));
    }
}
