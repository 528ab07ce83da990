package io.mypay.bench.baseline;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One transaction per transfer, from a number of clients that wait for each. */
public sealed interface Baseline permits Pgbench, BuiltIn {
    int ACCOUNTS = 10_000;

    /** More than any run moves, so that no transfer is refused. */
    long BALANCE = 1_000_000_000;

    /** Which transfers there are. */
    enum Traffic {
        /** From any account to any other. */
        UNIFORM,
        /** Half of them credit account 1. */
        HOT
    }

    /** Which client it is, for the report. */
    String name();

    /** Transfers per second. */
    double run(Traffic traffic, int clients, Duration length)
            throws IOException, InterruptedException;

    /** Where the baseline has its tables. */
    record Place(
            String jdbcUrl, String host, int port, String database, String role, String password) {
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, role, password);
        }
    }

    // No foreign keys, no more indexes than a statement needs.
    String SCHEMA =
            """
            CREATE TABLE account
            (
                account_id bigint PRIMARY KEY,
                balance    bigint NOT NULL CHECK (balance >= 0)
            );
            CREATE TABLE transfer
            (
                transfer_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                request_id   uuid        NOT NULL UNIQUE,
                from_account bigint      NOT NULL,
                to_account   bigint      NOT NULL,
                amount       bigint      NOT NULL,
                status       text        NOT NULL,
                create_time  timestamptz NOT NULL DEFAULT now()
            );
            CREATE TABLE entry
            (
                entry_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                transfer_id   bigint      NOT NULL,
                account_id    bigint      NOT NULL,
                amount        bigint      NOT NULL,
                balance_after bigint      NOT NULL,
                create_time   timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX entry_of_account ON entry (account_id, entry_id);
            INSERT INTO account (account_id, balance)
            SELECT id, %d FROM generate_series(1, %d) AS id;
            ANALYZE account
            """
                    .formatted(BALANCE, ACCOUNTS);

    static void prepare(Place place) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    String BOOKS =
            """
            SELECT (SELECT sum(balance) FROM account)
                 , (SELECT count(*) FROM transfer)
                 , (SELECT count(*) FROM entry)
                 , (SELECT coalesce(sum(amount), 0) FROM entry)
            """;

    /** That each of its transfers was done whole: it would be easy to be fast otherwise. */
    static boolean isConserved(Place place) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BOOKS)) {
            row.next();
            return row.getLong(1) == BALANCE * ACCOUNTS
                    && row.getLong(3) == 2 * row.getLong(2)
                    && row.getLong(4) == 0;
        }
    }
}
