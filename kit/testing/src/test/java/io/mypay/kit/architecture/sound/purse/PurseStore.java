package io.mypay.kit.architecture.sound.purse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** A store: the transaction comes first. */
class PurseStore {
    Uni<Void> insert(SqlConnection tx, Purse purse) {
        return tx.query("SELECT " + purse.content().minorUnits()).execute().replaceWithVoid();
    }
}
