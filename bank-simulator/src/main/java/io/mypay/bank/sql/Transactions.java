package io.mypay.bank.sql;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/** Begins and ends every transaction: what throws leaves nothing behind. */
@Singleton
public final class Transactions {
    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    public <T> T run(Function<Transaction, T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            return commitOrRollBack(connection, work);
        } catch (SQLException failure) {
            throw new DatabaseFailed(failure);
        }
    }

    private static <T> T commitOrRollBack(Connection connection, Function<Transaction, T> work)
            throws SQLException {
        T result;
        try {
            result = work.apply(new Transaction(connection));
        } catch (RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        }
        connection.commit();
        return result;
    }

    private static void rollBack(Connection connection, RuntimeException cause) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }
}
