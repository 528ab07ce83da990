package io.mypay.stack.postgres;

import io.mypay.stack.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.ds.PGSimpleDataSource;

/** The one who makes roles and databases; its password is random and kept beside the data. */
public record Superuser(int port, Path passwordFile) {
    static final String NAME = "postgres";
    private static final int PASSWORD_BYTES = 24;

    void choosePassword() throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        OwnerOnly.write(passwordFile, HexFormat.of().formatHex(bytes) + "\n");
    }

    void check() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /**
     * Creates the role and its database where they are missing, sets the password, and lets nobody
     * else connect.
     */
    public void createDatabase(String database, String role, String password) throws SQLException {
        try (Connection connection = connect()) {
            boolean isNewRole =
                    !exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
            String verb = isNewRole ? "CREATE" : "ALTER";
            run(
                    connection,
                    "SELECT format('" + verb + " ROLE %I LOGIN PASSWORD %L', ?, ?)",
                    role,
                    password);
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                run(
                        connection,
                        "SELECT format('CREATE DATABASE %I OWNER %I', ?, ?)",
                        database,
                        role);
            }
            run(connection, "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?)", database);
        }
    }

    private static boolean exists(Connection connection, String sql, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * PostgreSQL itself quotes the names: statements about roles and databases take no parameters.
     */
    private static void run(Connection connection, String format, String... values)
            throws SQLException {
        String command;
        try (PreparedStatement statement = connection.prepareStatement(format)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                command = rows.getString(1);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser(NAME);
        source.setPassword(readPassword());
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        return source.getConnection();
    }

    private String readPassword() throws SQLException {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new SQLException("cannot read the superuser's password", e);
        }
    }
}
