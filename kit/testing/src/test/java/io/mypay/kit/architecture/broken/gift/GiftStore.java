package io.mypay.kit.architecture.broken.gift;

import io.mypay.kit.sql.Database;
import java.sql.SQLException;

/** A store that opens transactions, and speaks JDBC. */
public class GiftStore {
    private final Database database;

    public GiftStore(Database database) {
        this.database = database;
    }

    public void insert() throws SQLException {
        if (database == null) {
            throw new SQLException("no database");
        }
    }
}
