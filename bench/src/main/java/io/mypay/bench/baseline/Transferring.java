package io.mypay.bench.baseline;

import io.mypay.bench.baseline.Baseline.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/** One client of the built-in baseline. */
final class Transferring implements AutoCloseable {
    private static final String DEADLOCK = "40P01";

    private static final String INSERT_TRANSFER =
            """
            INSERT INTO transfer (request_id, from_account, to_account, amount, status)
            VALUES (uuidv7(), ?, ?, ?, 'COMPLETED')
            RETURNING transfer_id
            """;

    private static final String DEBIT =
            """
            UPDATE account
               SET balance = balance - ?
             WHERE account_id = ?
               AND balance >= ?
            RETURNING balance
            """;

    private static final String CREDIT =
            """
            UPDATE account
               SET balance = balance + ?
             WHERE account_id = ?
            RETURNING balance
            """;

    private static final String INSERT_ENTRIES =
            """
            INSERT INTO entry (transfer_id, account_id, amount, balance_after)
            VALUES (?, ?, ?, ?), (?, ?, ?, ?)
            """;

    private final Connection connection;
    private final Traffic traffic;
    private final SplittableRandom random = new SplittableRandom();
    private final PreparedStatement insertTransfer;
    private final PreparedStatement debit;
    private final PreparedStatement credit;
    private final PreparedStatement insertEntries;

    Transferring(Connection connection, Traffic traffic) throws SQLException {
        this.connection = connection;
        this.traffic = traffic;
        connection.setAutoCommit(false);
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        this.insertTransfer = connection.prepareStatement(INSERT_TRANSFER);
        this.debit = connection.prepareStatement(DEBIT);
        this.credit = connection.prepareStatement(CREDIT);
        this.insertEntries = connection.prepareStatement(INSERT_ENTRIES);
    }

    /** How many transfers it did until then. */
    long run(long untilNanos) throws SQLException {
        long done = 0;
        while (System.nanoTime() - untilNanos < 0) {
            if (transfer()) {
                done++;
            }
        }
        return done;
    }

    private boolean transfer() throws SQLException {
        try {
            switch (traffic) {
                case UNIFORM -> {
                    int from = random.nextInt(Baseline.ACCOUNTS);
                    int to = (from + 1 + random.nextInt(Baseline.ACCOUNTS - 1)) % Baseline.ACCOUNTS;
                    transfer(1 + from, 1 + to, random.nextLong(1, 101));
                }
                case HOT -> {
                    int others = Baseline.ACCOUNTS - 1;
                    int from = random.nextInt(others);
                    int to = (from + 1 + random.nextInt(others - 1)) % others;
                    transfer(2 + from, random.nextBoolean() ? 1 : 2 + to, random.nextLong(1, 101));
                }
            }
            return true;
        } catch (SQLException e) {
            connection.rollback();
            // Two transfers between the same two accounts: rare, and not counted.
            if (DEADLOCK.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void transfer(long from, long to, long amount) throws SQLException {
        insertTransfer.setLong(1, from);
        insertTransfer.setLong(2, to);
        insertTransfer.setLong(3, amount);
        long id = number(insertTransfer);
        debit.setLong(1, amount);
        debit.setLong(2, from);
        debit.setLong(3, amount);
        long fromAfter = number(debit);
        credit.setLong(1, amount);
        credit.setLong(2, to);
        long toAfter = number(credit);
        entry(1, id, from, -amount, fromAfter);
        entry(5, id, to, amount, toAfter);
        insertEntries.executeUpdate();
        connection.commit();
    }

    private void entry(int first, long transfer, long account, long amount, long after)
            throws SQLException {
        insertEntries.setLong(first, transfer);
        insertEntries.setLong(first + 1, account);
        insertEntries.setLong(first + 2, amount);
        insertEntries.setLong(first + 3, after);
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("an account of the baseline has run out of money");
            }
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close a connection", e);
        }
    }
}
