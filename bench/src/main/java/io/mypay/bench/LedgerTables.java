package io.mypay.bench;

import io.mypay.bench.transfers.Book;
import io.mypay.stack.Service;
import io.mypay.stack.Stack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The ledger's own tables, for the two things that are not asked of the service. */
record LedgerTables(Stack stack, Service money) {

    // As the consumer of memberships opens them, without ten thousand people signing up first.
    private static final String OPEN =
            """
            INSERT INTO account (name, currency)
            SELECT name, 'KRW'
              FROM unnest(?) AS name
             ORDER BY name
            """;

    void open(Book book) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement open = connection.prepareStatement(OPEN)) {
            open.setArray(1, connection.createArrayOf("text", book.names().toArray()));
            open.execute();
        }
    }

    private static final String POSTED =
            """
            SELECT count(*)
              FROM transfer
             WHERE outcome = 'APPLIED'
            """;

    /** How many transfers there are. */
    long posted() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement posted = connection.prepareStatement(POSTED);
                ResultSet row = posted.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                stack.jdbcUrl(money.database()), money.database(), stack.databasePassword(money));
    }
}
